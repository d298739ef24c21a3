package berth.slot;

import berth.secret.Keyring;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;

/** Takes a slot for a caller. */
@ApplicationScoped
class TakeSlot {

  private static final Duration SOONEST = Duration.ofSeconds(1);
  private static final Duration LATEST = Duration.ofSeconds(30);

  private final AccountPicker picker = new AccountPicker(new Random());
  private final Leases leases;
  private final DrainedChannels drained;
  private final BusyAccounts busy;
  private final Keyring keys;

  TakeSlot(Leases leases, DrainedChannels drained, BusyAccounts busy, Keyring keys) {
    this.leases = leases;
    this.drained = drained;
    this.busy = busy;
    this.keys = keys;
  }

  /** Takes a slot of an account that is drawn at random among those below their limit. */
  Uni<TakeOutcome> take(long subscriptionId, SlotRequest request) {
    return attempt(Attempt.first(subscriptionId, request, picker));
  }

  private Uni<TakeOutcome> attempt(Attempt attempt) {
    if (attempt.isOneTooMany()) {
      return Uni.createFrom().item(new TakeOutcome.Outrun());
    }
    return leases.grant(attempt).flatMap(outcome -> after(attempt, outcome));
  }

  private Uni<TakeOutcome> after(Attempt attempt, GrantOutcome outcome) {
    Wish wish = attempt.wish();
    if (outcome instanceof GrantOutcome.Granted granted) {
      return handOut(wish, granted);
    }
    if (outcome instanceof GrantOutcome.Missed missed) {
      return attempt(attempt.wider(missed.accounts(), picker));
    }
    if (outcome instanceof GrantOutcome.Drained found) {
      return drained.resize(found.channels()).chain(() -> attempt(attempt.again()));
    }
    if (outcome instanceof GrantOutcome.Lost) {
      return attempt(attempt.again());
    }
    return outcome instanceof GrantOutcome.Full
        ? busy(wish.subscriptionId(), wish.request())
        : Uni.createFrom().item(new TakeOutcome.NoAccount());
  }

  /** What can't be handed out goes back: without a token there is nothing to work with. */
  private Uni<TakeOutcome> handOut(Wish wish, GrantOutcome.Granted granted) {
    LeaseId lease = granted.lease().id();
    return Uni.createFrom()
        .item(() -> keys.decrypt(granted.token(), lease.channel()))
        .<TakeOutcome>map(token -> new TakeOutcome.Granted(granted.lease(), token))
        .onFailure()
        .call(() -> leases.release(new HeldLease(wish.subscriptionId(), lease)));
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
