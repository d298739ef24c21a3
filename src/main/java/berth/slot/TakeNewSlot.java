package berth.slot;

import berth.secret.Keyring;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/** Takes a slot that nobody holds. */
@ApplicationScoped
class TakeNewSlot {

  private static final Duration SOONEST = Duration.ofSeconds(1);
  private static final Duration LATEST = Duration.ofSeconds(30);

  private final Attempts attempts;
  private final Leases leases;
  private final WaitForSlot waiting;
  private final BusyAccounts busy;
  private final Keyring keys;

  TakeNewSlot(
      Attempts attempts, Leases leases, WaitForSlot waiting, BusyAccounts busy, Keyring keys) {
    this.attempts = attempts;
    this.leases = leases;
    this.waiting = waiting;
    this.busy = busy;
    this.keys = keys;
  }

  /**
   * Takes a slot of an account that is drawn at random among those below their limit.
   *
   * @param wait how long to wait for one when there is none
   */
  Uni<TakeOutcome> take(Wish wish, Duration wait) {
    return attempts
        .first(wish)
        .flatMap(outcome -> orWait(wish, wait, outcome))
        .flatMap(outcome -> taken(wish, outcome));
  }

  private Uni<GrantOutcome> orWait(Wish wish, Duration wait, GrantOutcome outcome) {
    if (outcome instanceof GrantOutcome.Yielded yielded) {
      return wait.isZero() ? waiting.outOfCourtesy(wish, yielded) : waiting.inLine(wish, wait);
    }
    return outcome instanceof GrantOutcome.Full && !wait.isZero()
        ? waiting.inLine(wish, wait)
        : Uni.createFrom().item(outcome);
  }

  private Uni<TakeOutcome> taken(Wish wish, GrantOutcome outcome) {
    if (outcome instanceof GrantOutcome.Granted granted) {
      return handOut(wish, granted);
    }
    if (outcome instanceof GrantOutcome.Superseded superseded) {
      return giveBack(wish.subscriptionId(), superseded.lease())
          .replaceWith(new TakeOutcome.Superseded());
    }
    if (outcome instanceof GrantOutcome.Full) {
      return busy.busy(wish.subscriptionId(), wish.request().channel()).map(TakeNewSlot::busy);
    }
    if (outcome instanceof GrantOutcome.Crowded) {
      return busy.busy(wish.subscriptionId(), wish.request().channel())
          .map(seen -> new TakeOutcome.Crowded(untilNextChance(seen)));
    }
    if (outcome instanceof GrantOutcome.OutOfRotation) {
      return busy.outOfPlay(wish.subscriptionId(), wish.request().channel())
          .map(Function.identity());
    }
    return Uni.createFrom()
        .item(
            outcome instanceof GrantOutcome.Unconfigured
                ? new TakeOutcome.NoAccount()
                : new TakeOutcome.GivenUp());
  }

  /** What can't be handed out goes back: without a token there is nothing to work with. */
  private Uni<TakeOutcome> handOut(Wish wish, GrantOutcome.Granted granted) {
    Lease lease = granted.lease();
    return Uni.createFrom()
        .item(() -> keys.decrypt(granted.token(), lease.id().channel()))
        .<TakeOutcome>map(token -> new TakeOutcome.Granted(lease, token))
        .onFailure()
        .call(() -> giveBack(wish.subscriptionId(), lease));
  }

  /** Ends a lease that nobody will use. */
  Uni<?> giveBack(long subscriptionId, Lease lease) {
    return leases.release(new HeldLease(subscriptionId, lease.id()));
  }

  private static TakeOutcome busy(BusyAccounts.Seen seen) {
    return new TakeOutcome.Busy(seen.executing(), untilNextChance(seen));
  }

  private static Duration untilNextChance(BusyAccounts.Seen seen) {
    return bounded(Duration.between(Instant.now(), seen.nextChance()));
  }

  private static Duration bounded(Duration pause) {
    if (pause.compareTo(SOONEST) < 0) {
      return SOONEST;
    }
    return pause.compareTo(LATEST) > 0 ? LATEST : pause;
  }
}
