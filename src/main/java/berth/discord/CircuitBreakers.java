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
 * The circuit breakers of this pod: one for each asker and route. Tokens of one subscription that
 * Discord is slow to answer must not keep the others from asking, and channels may fail while users
 * do not.
 */
@ApplicationScoped
class CircuitBreakers {

  /** After so long an open breaker lets a request through, to see how Discord is. */
  static final Duration BREAK = Duration.ofSeconds(4);

  private static final String CACHE = "circuit-breakers";

  /** So many of the last requests tell how Discord is, and so large a part of them is too much. */
  private static final int WINDOW = 10;

  private static final double FAILURES = 0.9;

  private static final TypeLiteral<Uni<CallAttempt>> ATTEMPT = new TypeLiteral<>() {};

  private final Cache breakers;

  CircuitBreakers(@CacheName(CACHE) Cache breakers) {
    this.breakers = breakers;
  }

  /** The breaker that a call goes through. It opens when calls fail with {@link DiscordFault}. */
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
