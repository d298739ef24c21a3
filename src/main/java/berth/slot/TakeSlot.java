package berth.slot;

import berth.secret.Keyring;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;

/** Takes a slot for a caller. */
@ApplicationScoped
class TakeSlot {

  private static final Duration SOONEST = Duration.ofSeconds(1);
  private static final Duration LATEST = Duration.ofSeconds(30);

  private final Attempts attempts;
  private final Leases leases;
  private final WaitForSlot waiting;
  private final BusyAccounts busy;
  private final Keyring keys;

  TakeSlot(Attempts attempts, Leases leases, WaitForSlot waiting, BusyAccounts busy, Keyring keys) {
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
  Uni<TakeOutcome> take(long subscriptionId, SlotRequest request, Duration wait) {
    return attempts
        .first(subscriptionId, request)
        .flatMap(outcome -> orWait(subscriptionId, request, wait, outcome))
        .flatMap(outcome -> taken(subscriptionId, request, outcome));
  }

  private Uni<GrantOutcome> orWait(
      long subscriptionId, SlotRequest request, Duration wait, GrantOutcome outcome) {
    boolean none = outcome instanceof GrantOutcome.Full || outcome instanceof GrantOutcome.Yielded;
    if (none && !wait.isZero()) {
      return waiting.inLine(subscriptionId, request, wait);
    }
    return outcome instanceof GrantOutcome.Yielded
        ? waiting.outOfCourtesy(subscriptionId, request)
        : Uni.createFrom().item(outcome);
  }

  private Uni<TakeOutcome> taken(long subscriptionId, SlotRequest request, GrantOutcome outcome) {
    if (outcome instanceof GrantOutcome.Granted granted) {
      return handOut(subscriptionId, granted);
    }
    if (outcome instanceof GrantOutcome.Full) {
      return busy(subscriptionId, request);
    }
    return Uni.createFrom()
        .item(
            outcome instanceof GrantOutcome.Unconfigured
                ? new TakeOutcome.NoAccount()
                : new TakeOutcome.GivenUp());
  }

  /** What can't be handed out goes back: without a token there is nothing to work with. */
  private Uni<TakeOutcome> handOut(long subscriptionId, GrantOutcome.Granted granted) {
    LeaseId lease = granted.lease().id();
    return Uni.createFrom()
        .item(() -> keys.decrypt(granted.token(), lease.channel()))
        .<TakeOutcome>map(token -> new TakeOutcome.Granted(granted.lease(), token))
        .onFailure()
        .call(() -> leases.release(new HeldLease(subscriptionId, lease)));
  }

  private Uni<TakeOutcome> busy(long subscriptionId, SlotRequest request) {
    return busy.look(subscriptionId, request.channel())
        .map(
            seen ->
                new TakeOutcome.Busy(
                    seen.executing(), bounded(Duration.between(Instant.now(), seen.nextEnd()))));
  }

  private static Duration bounded(Duration pause) {
    if (pause.compareTo(SOONEST) < 0) {
      return SOONEST;
    }
    return pause.compareTo(LATEST) > 0 ? LATEST : pause;
  }
}
