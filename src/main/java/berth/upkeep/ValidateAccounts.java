package berth.upkeep;

import berth.account.ChangeHealth;
import berth.account.CheckToken;
import berth.account.Verdict;
import berth.discord.DiscordOutcome;
import berth.health.Backoff;
import berth.health.HealthStatus;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/**
 * Asks Discord about accounts one after the other: about rejected ones whether they are well again,
 * and from time to time about active ones whether they still are, where that is wanted.
 */
@ApplicationScoped
class ValidateAccounts {

  /** Longer than Discord is waited for. */
  private static final Duration PERIOD = Duration.ofSeconds(30);

  /** After an answer that says nothing about the account. */
  private static final Duration SOON = Duration.ofMinutes(1);

  private final DueAccounts due;
  private final CheckToken checkToken;
  private final ChangeHealth changeHealth;
  private final Backoff backoff;
  private final Revalidation revalidation;

  ValidateAccounts(
      DueAccounts due,
      CheckToken checkToken,
      ChangeHealth changeHealth,
      Backoff backoff,
      Revalidation revalidation) {
    this.due = due;
    this.checkToken = checkToken;
    this.changeHealth = changeHealth;
    this.backoff = backoff;
    this.revalidation = revalidation;
  }

  /** Validates one account, if one is due, and tells how long there is nothing to do. */
  Uni<Duration> look() {
    return claim().flatMap(claims -> claims.isEmpty() ? untilNext() : validate(claims.get(0)));
  }

  private Uni<List<DueAccounts.Claim>> claim() {
    return due.claim(HealthStatus.REJECTED, 1, PERIOD)
        .flatMap(
            rejected ->
                rejected.isEmpty() && revalidation.isOn()
                    ? schedule().chain(() -> due.claim(HealthStatus.ACTIVE, 1, PERIOD))
                    : Uni.createFrom().item(rejected));
  }

  private Uni<?> schedule() {
    return due.schedule(revalidation.every())
        .repeat()
        .whilst(scheduled -> scheduled == DueAccounts.SCHEDULED_AT_ONCE)
        .collect()
        .last();
  }

  private Uni<Duration> untilNext() {
    Uni<Duration> rejected = due.untilNext(HealthStatus.REJECTED);
    return revalidation.isOn()
        ? rejected.flatMap(
            pause ->
                due.untilNext(HealthStatus.ACTIVE)
                    .map(other -> other.compareTo(pause) < 0 ? other : pause))
        : rejected;
  }

  /**
   * When Discord is not asked about one account it is not about the others; and when it does not
   * answer, the others wait for a moment, too, but not for as long as the one was told to.
   */
  private Uni<Duration> validate(DueAccounts.Claim claim) {
    return checkToken
        .check(claim.token())
        .call(outcome -> act(claim, outcome))
        .map(this::pauseOfAll);
  }

  private Duration pauseOfAll(DiscordOutcome outcome) {
    if (outcome instanceof DiscordOutcome.Withheld) {
      return pause(outcome);
    }
    return Verdict.on(outcome, backoff).isEmpty() ? SOON : Duration.ZERO;
  }

  private Uni<?> act(DueAccounts.Claim claim, DiscordOutcome outcome) {
    if (outcome instanceof DiscordOutcome.Valid && claim.status() == HealthStatus.ACTIVE) {
      return due.putOff(claim, revalidation.atLeast(), revalidation.atMost());
    }
    return Verdict.on(outcome, backoff)
        .<Uni<?>>map(event -> changeHealth.changeIf(claim.token(), claim.status(), event))
        .orElseGet(() -> askAgain(claim, outcome));
  }

  private Uni<?> askAgain(DueAccounts.Claim claim, DiscordOutcome outcome) {
    Duration pause = pause(outcome);
    return due.putOff(claim, pause, pause.multipliedBy(2));
  }

  private static Duration pause(DiscordOutcome outcome) {
    if (outcome instanceof DiscordOutcome.RateLimited limited) {
      return atLeastSoon(limited.retryAfter());
    }
    return outcome instanceof DiscordOutcome.Withheld withheld
        ? atLeastSoon(withheld.pause())
        : SOON;
  }

  private static Duration atLeastSoon(Duration pause) {
    return pause.compareTo(SOON) < 0 ? SOON : pause;
  }
}
