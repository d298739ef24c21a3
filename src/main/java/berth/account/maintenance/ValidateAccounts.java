package berth.account.maintenance;

import berth.account.change.ChangeHealth;
import berth.account.change.CheckToken;
import berth.account.change.RejectAccount;
import berth.account.health.HealthStatus;
import berth.discord.TokenCheck;
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

  /** So much later than it may be asked it is asked at the latest. */
  private static final Duration SPREAD = Duration.ofHours(1);

  private final DueAccounts due;
  private final CheckToken checkToken;
  private final ChangeHealth changeHealth;
  private final RejectAccount rejectAccount;
  private final Revalidation revalidation;

  ValidateAccounts(
      DueAccounts due,
      CheckToken checkToken,
      ChangeHealth changeHealth,
      RejectAccount rejectAccount,
      Revalidation revalidation) {
    this.due = due;
    this.checkToken = checkToken;
    this.changeHealth = changeHealth;
    this.rejectAccount = rejectAccount;
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

  private Uni<Duration> validate(DueAccounts.Claim claim) {
    return checkToken.check(claim.token()).flatMap(outcome -> act(claim, outcome));
  }

  /** And tells how long to leave all accounts alone. */
  private Uni<Duration> act(DueAccounts.Claim claim, TokenCheck outcome) {
    if (outcome instanceof TokenCheck.Valid) {
      return confirm(claim).replaceWith(Duration.ZERO);
    }
    return rejectAccount
        .ifRefused(claim.token(), outcome)
        .flatMap(
            refused ->
                refused
                    ? Uni.createFrom().item(Duration.ZERO)
                    : askAgain(claim, outcome).replaceWith(pauseOfAll(outcome)));
  }

  private Uni<?> confirm(DueAccounts.Claim claim) {
    return claim.status() == HealthStatus.ACTIVE
        ? due.putOff(claim, revalidation.atLeast(), revalidation.atMost())
        : changeHealth.changeIf(claim.token(), claim.status(), (health, now) -> health.confirmed());
  }

  /**
   * By a time that is drawn at random, so that those who were told the same don't come together.
   */
  private Uni<?> askAgain(DueAccounts.Claim claim, TokenCheck outcome) {
    Duration pause = pause(outcome);
    return due.putOff(claim, pause, pause.plus(pause.compareTo(SPREAD) < 0 ? pause : SPREAD));
  }

  /**
   * When Discord is not asked about one account it is not about the others; and when it does not
   * answer, the others wait for a moment, too, but not for as long as the one was told to.
   */
  private static Duration pauseOfAll(TokenCheck outcome) {
    return outcome instanceof TokenCheck.Withheld ? pause(outcome) : SOON;
  }

  private static Duration pause(TokenCheck outcome) {
    if (outcome instanceof TokenCheck.RateLimited limited) {
      return atLeastSoon(limited.retryAfter());
    }
    return outcome instanceof TokenCheck.Withheld withheld ? atLeastSoon(withheld.pause()) : SOON;
  }

  private static Duration atLeastSoon(Duration pause) {
    return pause.compareTo(SOON) < 0 ? SOON : pause;
  }
}
