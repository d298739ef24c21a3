package berth.account;

import berth.health.HealthStatus;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/** Brings accounts back that have cooled for long enough. */
@ApplicationScoped
class EndCooling {

  private static final int AT_ONCE = 100;

  /** Those of one subscription wait for each other anyway. */
  private static final int IN_PARALLEL = 4;

  /** So long they are delayed if this pod dies with them. */
  private static final Duration PERIOD = Duration.ofSeconds(5);

  private final DueAccounts due;
  private final ChangeHealth changeHealth;
  private final Vertx vertx;

  EndCooling(DueAccounts due, ChangeHealth changeHealth, Vertx vertx) {
    this.due = due;
    this.changeHealth = changeHealth;
    this.vertx = vertx;
  }

  /** Does what there is to do now, and tells how long there is nothing. */
  Uni<Duration> look() {
    return due.claim(HealthStatus.COOLING, AT_ONCE, PERIOD)
        .flatMap(
            claims ->
                claims.isEmpty()
                    ? due.untilNext(HealthStatus.COOLING)
                    : end(claims).replaceWith(Duration.ZERO));
  }

  private Uni<?> end(List<DueAccounts.Claim> claims) {
    return Multi.createFrom()
        .iterable(claims)
        .onItem()
        .transformToUni(claim -> OwnContext.run(vertx, () -> end(claim)))
        .collectFailures()
        .merge(IN_PARALLEL)
        .collect()
        .last();
  }

  private Uni<?> end(DueAccounts.Claim claim) {
    return changeHealth.change(
        claim.token().subscriptionId(),
        claim.token().channel(),
        (health, now) -> health.cooled(now));
  }
}
