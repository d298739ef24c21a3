package berth.account.maintenance;

import berth.account.change.ChangeHealth;
import berth.account.change.CheckStoredToken;
import berth.account.change.RejectAccount;
import berth.account.health.HealthStatus;
import berth.discord.TokenCheck;
import berth.discord.TokenCheck.NotConfirmed;
import berth.event.Actor;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/**
 * Checks accounts with Discord, one after the other: rejected accounts, which may be usable again,
 * and active accounts from time to time, if the setting asks for it.
 */
@ApplicationScoped
class ValidateAccounts {

  /** Longer than a check takes. */
  private static final Duration CLAIM_PERIOD = Duration.ofSeconds(30);

  /** The least pause after a check that neither confirms nor refuses the account. */
  private static final Duration MIN_PAUSE = Duration.ofMinutes(1);

  /** The random delay that is added to a pause is at most this long. */
  private static final Duration MAX_DELAY = Duration.ofHours(1);

  private final DueAccounts due;
  private final CheckStoredToken checkToken;
  private final ChangeHealth changeHealth;
  private final RejectAccount rejectAccount;
  private final Revalidation revalidation;

  ValidateAccounts(
      DueAccounts due,
      CheckStoredToken checkToken,
      ChangeHealth changeHealth,
      RejectAccount rejectAccount,
      Revalidation revalidation) {
    this.due = due;
    this.checkToken = checkToken;
    this.changeHealth = changeHealth;
    this.rejectAccount = rejectAccount;
    this.revalidation = revalidation;
  }

  /**
   * Checks one account, if one is due.
   *
   * @return the pause before the next run
   */
  Uni<Duration> run() {
    return claim().flatMap(claims -> claims.isEmpty() ? untilNext() : validate(claims.get(0)));
  }

  private Uni<List<DueAccounts.Claim>> claim() {
    return due.claim(HealthStatus.REJECTED, 1, CLAIM_PERIOD)
        .flatMap(
            rejected ->
                rejected.isEmpty() && revalidation.isOn()
                    ? schedule().chain(() -> due.claim(HealthStatus.ACTIVE, 1, CLAIM_PERIOD))
                    : Uni.createFrom().item(rejected));
  }

  private Uni<?> schedule() {
    return due.schedule(revalidation.every())
        .repeat()
        .whilst(scheduled -> scheduled == DueAccounts.MAX_SCHEDULED)
        .collect()
        .last();
  }

  private Uni<Duration> untilNext() {
    Uni<Duration> rejected = due.untilNext(HealthStatus.REJECTED);
    return revalidation.isOn()
        ? rejected.flatMap(
            pause ->
                due.untilNext(HealthStatus.ACTIVE)
                    .map(active -> active.compareTo(pause) < 0 ? active : pause))
        : rejected;
  }

  private Uni<Duration> validate(DueAccounts.Claim claim) {
    return checkToken.check(claim.token()).flatMap(outcome -> act(claim, outcome));
  }

  /**
   * Handles the outcome of a check.
   *
   * @return the pause before the next check of any account
   */
  private Uni<Duration> act(DueAccounts.Claim claim, TokenCheck outcome) {
    return outcome.fold(
        valid -> confirm(claim).replaceWith(Duration.ZERO),
        notConfirmed ->
            rejectAccount
                .ifRefused(claim.token(), notConfirmed)
                .flatMap(
                    refused ->
                        refused
                            ? Uni.createFrom().item(Duration.ZERO)
                            : postpone(claim, notConfirmed)
                                .replaceWith(pauseForAll(notConfirmed))));
  }

  private Uni<?> confirm(DueAccounts.Claim claim) {
    return claim.status() == HealthStatus.ACTIVE
        ? due.postpone(claim, revalidation.atLeast(), revalidation.atMost())
        : changeHealth.changeIf(
            claim.token(), claim.status(), (health, now) -> health.confirmed(), Actor.BERTH);
  }

  /** At a random time, so that accounts that got the same pause are not checked together. */
  private Uni<?> postpone(DueAccounts.Claim claim, NotConfirmed outcome) {
    Duration pause = pause(outcome);
    Duration delay = pause.compareTo(MAX_DELAY) < 0 ? pause : MAX_DELAY;
    return due.postpone(claim, pause, pause.plus(delay));
  }

  /**
   * If Berth withheld the request, it would withhold those about other accounts too, so all
   * accounts wait as long. If Discord did not confirm or refuse the token, the other accounts wait
   * for the minimum, and not for the pause that Discord demanded for this one.
   */
  private static Duration pauseForAll(NotConfirmed outcome) {
    return outcome instanceof TokenCheck.Withheld ? pause(outcome) : MIN_PAUSE;
  }

  private static Duration pause(NotConfirmed outcome) {
    return outcome.requestedPause().map(ValidateAccounts::atLeastMinimum).orElse(MIN_PAUSE);
  }

  private static Duration atLeastMinimum(Duration pause) {
    return pause.compareTo(MIN_PAUSE) < 0 ? MIN_PAUSE : pause;
  }
}
