package berth.discord;

import berth.discord.http.DiscordRoute;
import berth.discord.limit.Requester;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.cache.Cache;
import io.quarkus.cache.CacheName;
import io.quarkus.cache.CompositeCacheKey;
import io.quarkus.runtime.Startup;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.util.TypeLiteral;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The circuit breakers of this pod: one for each requester and route. Slow responses to the tokens
 * of one subscription must not stop the requests of the others, and the route of channels may fail
 * while the route of users works.
 */
@Startup // so that its metrics are there from the start
@ApplicationScoped
public class CircuitBreakers {

  /** How long an open breaker rejects calls before it lets one through as a probe. */
  static final Duration BREAK = Duration.ofSeconds(4);

  private static final String CACHE = "circuit-breakers";

  /** The breaker opens when this ratio of the last {@value #WINDOW} calls failed. */
  private static final double FAILURES = 0.9;

  private static final int WINDOW = 10;

  /** After so long without a call the cache drops a breaker, whatever its state. */
  private static final Duration UNUSED = Duration.ofMinutes(1);

  private static final TypeLiteral<Uni<CallAttempt>> ATTEMPT = new TypeLiteral<>() {};

  private final Cache breakers;

  /** When the breakers that are open have opened, by {@link System#nanoTime}. */
  private final Map<Object, Long> opened = new ConcurrentHashMap<>();

  CircuitBreakers(@CacheName(CACHE) Cache breakers, MeterRegistry meters) {
    this.breakers = breakers;
    Gauge.builder("berth.discord.circuit.open", this, CircuitBreakers::countOpen)
        .description("Circuit breakers of this pod that let no requests to Discord through")
        .register(meters);
  }

  /** The breaker for a call. It counts failures with {@link DiscordFault}. */
  Uni<TypedGuard<Uni<CallAttempt>>> of(DiscordCall call) {
    return breakers.get(new CompositeCacheKey(call.requester(), call.route()), this::closed);
  }

  private TypedGuard<Uni<CallAttempt>> closed(Object key) {
    return TypedGuard.create(ATTEMPT)
        .withCircuitBreaker()
        .requestVolumeThreshold(WINDOW)
        .failureRatio(FAILURES)
        .delay(BREAK.toMillis(), ChronoUnit.MILLIS)
        .failOn(DiscordFault.class)
        .onStateChange(state -> changed(key, state))
        .done()
        .build();
  }

  private void changed(Object key, CircuitBreakerState state) {
    if (state == CircuitBreakerState.OPEN) {
      opened.put(key, System.nanoTime());
    } else {
      opened.remove(key);
    }
  }

  /** Whether a breaker of the requester is open. */
  public boolean isOpenFor(Requester requester) {
    forgetUnused();
    return Stream.of(DiscordRoute.values())
        .anyMatch(route -> opened.containsKey(new CompositeCacheKey(requester, route)));
  }

  private int countOpen() {
    forgetUnused();
    return opened.size();
  }

  private void forgetUnused() {
    opened.values().removeIf(since -> System.nanoTime() - since > UNUSED.toNanos());
  }
}
