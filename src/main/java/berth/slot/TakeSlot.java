package berth.slot;

import berth.secret.Keyring;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Takes a slot for a caller. */
@ApplicationScoped
class TakeSlot {

  /** So many are lost only to as many grants that went to others meanwhile. */
  private static final int MAX_ATTEMPTS = 100;

  /** After these an attempt waits for slots that others are just changing. */
  private static final int MAX_HASTY_ATTEMPTS = 3;

  private static final int MAX_EXECUTING = 100;
  private static final Duration SOONEST = Duration.ofSeconds(1);
  private static final Duration LATEST = Duration.ofSeconds(30);

  private final Leases leases;
  private final DrainedChannels drained;
  private final SlotOverview overview;
  private final Keyring keys;

  TakeSlot(Leases leases, DrainedChannels drained, SlotOverview overview, Keyring keys) {
    this.leases = leases;
    this.drained = drained;
    this.overview = overview;
    this.keys = keys;
  }

  /** Takes a slot of an account that is drawn at random among those below their limit. */
  Uni<TakeOutcome> take(long subscriptionId, SlotRequest request) {
    return attempt(subscriptionId, request, 1);
  }

  private Uni<TakeOutcome> attempt(long subscriptionId, SlotRequest request, int attempt) {
    if (attempt > MAX_ATTEMPTS) {
      return Uni.createFrom().item(new TakeOutcome.Outrun());
    }
    Uni<TakeOutcome> again =
        Uni.createFrom().deferred(() -> attempt(subscriptionId, request, attempt + 1));
    return leases
        .grant(subscriptionId, request, attempt > MAX_HASTY_ATTEMPTS)
        .flatMap(
            grant -> {
              if (grant instanceof GrantOutcome.Granted granted) {
                return handOut(subscriptionId, granted.lease(), again);
              }
              if (grant instanceof GrantOutcome.Full) {
                return refuse(subscriptionId, request);
              }
              if (grant instanceof GrantOutcome.Drained found) {
                return drained.resize(found.channels()).chain(() -> again);
              }
              return again;
            });
  }

  /** What can't be handed out goes back: without a token there is nothing to work with. */
  private Uni<TakeOutcome> handOut(long subscriptionId, Lease lease, Uni<TakeOutcome> otherwise) {
    HeldLease held = new HeldLease(subscriptionId, lease.id());
    return leases
        .token(held)
        .map(token -> token.map(stored -> keys.decrypt(stored, lease.id().channel())))
        .onFailure()
        .call(() -> leases.release(held))
        .onCancellation()
        .call(() -> leases.release(held))
        .flatMap(
            token ->
                token
                    .map(
                        readable ->
                            Uni.createFrom()
                                .<TakeOutcome>item(new TakeOutcome.Granted(lease, readable)))
                    .orElseGet(() -> leases.release(held).chain(() -> otherwise)));
  }

  private Uni<TakeOutcome> refuse(long subscriptionId, SlotRequest request) {
    return overview
        .hasAccount(subscriptionId, request.channel())
        .flatMap(
            configured ->
                configured
                    ? busy(subscriptionId, request)
                    : Uni.createFrom().item(new TakeOutcome.NoAccount()));
  }

  private Uni<TakeOutcome> busy(long subscriptionId, SlotRequest request) {
    return overview
        .executing(subscriptionId, request.channel(), MAX_EXECUTING)
        .flatMap(
            executing ->
                overview
                    .untilNextEnds(subscriptionId, request.channel())
                    .map(
                        pause ->
                            new TakeOutcome.Busy(
                                executing.stream().map(Lease::id).toList(), bounded(pause))));
  }

  private static Duration bounded(Duration pause) {
    if (pause.compareTo(SOONEST) < 0) {
      return SOONEST;
    }
    return pause.compareTo(LATEST) > 0 ? LATEST : pause;
  }
}
