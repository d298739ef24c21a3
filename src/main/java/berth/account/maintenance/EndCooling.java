package berth.account.maintenance;

import berth.account.change.ChangeHealth;
import berth.account.health.Health;
import berth.account.health.HealthStatus;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Brings accounts back that have cooled for long enough, or whose moderation has ended. */
@ApplicationScoped
class EndCooling {

  private static final int AT_ONCE = 100;
  private static final int CONCURRENCY = 4;

  /** So long they are delayed if this pod dies with them. */
  private static final Duration PERIOD = Duration.ofSeconds(5);

  private final DueAccounts due;
  private final ChangeHealth changeHealth;

  EndCooling(DueAccounts due, ChangeHealth changeHealth) {
    this.due = due;
    this.changeHealth = changeHealth;
  }

  /**
   * Does what there is to do now, and tells how long there is nothing.
   *
   * @param status of the accounts to look after: one that has an end
   */
  Uni<Duration> look(HealthStatus status) {
    return due.claim(status, AT_ONCE, PERIOD)
        .flatMap(
            claims ->
                claims.isEmpty() ? due.untilNext(status) : end(claims).replaceWith(Duration.ZERO));
  }

  /** A few at a time: the others would time out while they wait for the same lock. */
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
        (health, now) -> health.cooled(now));
  }
}
