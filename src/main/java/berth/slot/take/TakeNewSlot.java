package berth.slot.take;

import berth.secret.Keyring;
import berth.slot.grant.GrantOutcome;
import berth.slot.grant.GrantRequest;
import berth.slot.grant.Grants;
import berth.slot.lease.Lease;
import berth.slot.lease.LeaseKey;
import berth.slot.lease.Leases;
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

  private final Grants grants;
  private final Leases leases;
  private final WaitForSlot waiting;
  private final Availability busy;
  private final Keyring keys;

  TakeNewSlot(Grants grants, Leases leases, WaitForSlot waiting, Availability busy, Keyring keys) {
    this.grants = grants;
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
  Uni<TakeResult> take(GrantRequest request, Duration wait) {
    return grants
        .first(request)
        .flatMap(outcome -> orWait(request, wait, outcome))
        .flatMap(outcome -> taken(request, outcome));
  }

  private Uni<GrantOutcome> orWait(GrantRequest request, Duration wait, GrantOutcome outcome) {
    if (outcome instanceof GrantOutcome.Yielded yielded) {
      return wait.isZero() ? waiting.pollYielded(request, yielded) : waiting.inQueue(request, wait);
    }
    return outcome instanceof GrantOutcome.Full && !wait.isZero()
        ? waiting.inQueue(request, wait)
        : Uni.createFrom().item(outcome);
  }

  private Uni<TakeResult> taken(GrantRequest request, GrantOutcome outcome) {
    if (outcome instanceof GrantOutcome.Granted granted) {
      return handOut(request, granted);
    }
    if (outcome instanceof GrantOutcome.Superseded superseded) {
      return releaseUndelivered(request.subscriptionId(), superseded.lease())
          .replaceWith(new TakeResult.Superseded());
    }
    if (outcome instanceof GrantOutcome.Full) {
      return busy.busy(request.subscriptionId(), request.slot().channel()).map(TakeNewSlot::busy);
    }
    if (outcome instanceof GrantOutcome.Crowded) {
      return busy.busy(request.subscriptionId(), request.slot().channel())
          .map(seen -> new TakeResult.Crowded(untilNextChance(seen)));
    }
    if (outcome instanceof GrantOutcome.OutOfRotation) {
      return busy.outOfRotation(request.subscriptionId(), request.slot().channel())
          .map(Function.identity());
    }
    return Uni.createFrom()
        .item(
            outcome instanceof GrantOutcome.Unconfigured
                ? new TakeResult.NoAccount()
                : new TakeResult.GivenUp());
  }

  /** What can't be handed out goes back: without a token there is nothing to work with. */
  private Uni<TakeResult> handOut(GrantRequest request, GrantOutcome.Granted granted) {
    Lease lease = granted.lease();
    return Uni.createFrom()
        .item(() -> keys.decrypt(granted.token(), lease.id().channel()))
        .<TakeResult>map(token -> new TakeResult.Granted(lease, token))
        .onFailure()
        .call(() -> releaseUndelivered(request.subscriptionId(), lease));
  }

  /** Ends a lease that nobody will use. */
  Uni<?> releaseUndelivered(long subscriptionId, Lease lease) {
    return leases.release(new LeaseKey(subscriptionId, lease.id()));
  }

  private static TakeResult busy(Availability.Seen seen) {
    return new TakeResult.Busy(seen.executing(), untilNextChance(seen));
  }

  private static Duration untilNextChance(Availability.Seen seen) {
    return bounded(Duration.between(Instant.now(), seen.nextChance()));
  }

  private static Duration bounded(Duration pause) {
    if (pause.compareTo(SOONEST) < 0) {
      return SOONEST;
    }
    return pause.compareTo(LATEST) > 0 ? LATEST : pause;
  }
}
