package berth.account.maintenance;

import berth.account.change.ChangeHealth;
import berth.account.health.Health;
import berth.account.health.HealthStatus;
import berth.event.Actor;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Brings accounts back into rotation whose cooling or moderation has ended. */
@ApplicationScoped
class EndCooling {

  private static final int BATCH_SIZE = 100;
  private static final int CONCURRENCY = 4;

  /** How long the accounts are delayed if this pod dies before it has handled them. */
  private static final Duration CLAIM_PERIOD = Duration.ofSeconds(5);

  private final DueAccounts due;
  private final ChangeHealth changeHealth;

  EndCooling(DueAccounts due, ChangeHealth changeHealth) {
    this.due = due;
    this.changeHealth = changeHealth;
  }

  /**
   * Handles the accounts that are due.
   *
   * @param status of the accounts to handle: one that can end by itself
   * @return the pause before the next run
   */
  Uni<Duration> run(HealthStatus status) {
    return due.claim(status, BATCH_SIZE, CLAIM_PERIOD)
        .flatMap(
            claims ->
                claims.isEmpty() ? due.untilNext(status) : end(claims).replaceWith(Duration.ZERO));
  }

  /** A few at a time: more transactions would time out while they wait for the same lock. */
  private Uni<?> end(List<DueAccounts.Claim> claims) {
    return Uni.join()
        .all(claims.stream().map(this::end).toList())
        .usingConcurrencyOf(CONCURRENCY)
        .andCollectFailures();
  }

  private Uni<Optional<Health>> end(DueAccounts.Claim claim) {
    return changeHealth.change(
        claim.token().subscriptionId(),
        claim.token().channel(),
        (health, now) -> health.cooled(now),
        Actor.BERTH);
  }
}
