package berth.discord;

import io.quarkus.cache.Cache;
import io.quarkus.cache.CacheName;
import io.quarkus.cache.CompositeCacheKey;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.util.TypeLiteral;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * The circuit breakers of this pod: one for each requester and route. Slow responses to the tokens
 * of one subscription must not stop the requests of the others, and the route of channels may fail
 * while the route of users works.
 */
@ApplicationScoped
class CircuitBreakers {

  /** How long an open breaker rejects calls before it lets one through as a probe. */
  static final Duration BREAK = Duration.ofSeconds(4);

  private static final String CACHE = "circuit-breakers";

  /** The breaker opens when this ratio of the last {@value #WINDOW} calls failed. */
  private static final double FAILURES = 0.9;

  private static final int WINDOW = 10;

  private static final TypeLiteral<Uni<CallAttempt>> ATTEMPT = new TypeLiteral<>() {};

  private final Cache breakers;

  CircuitBreakers(@CacheName(CACHE) Cache breakers) {
    this.breakers = breakers;
  }

  /** The breaker for a call. It counts failures with {@link DiscordFault}. */
  Uni<TypedGuard<Uni<CallAttempt>>> of(DiscordCall call) {
    return breakers.get(new CompositeCacheKey(call.requester(), call.route()), key -> closed());
  }

  private static TypedGuard<Uni<CallAttempt>> closed() {
    return TypedGuard.create(ATTEMPT)
        .withCircuitBreaker()
        .requestVolumeThreshold(WINDOW)
        .failureRatio(FAILURES)
        .delay(BREAK.toMillis(), ChronoUnit.MILLIS)
        .failOn(DiscordFault.class)
        .done()
        .build();
  }
}
