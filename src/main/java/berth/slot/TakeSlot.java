package berth.slot;

import berth.secret.Keyring;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/** Takes a slot for a caller. */
@ApplicationScoped
class TakeSlot {

  /** Every attempt but the last was lost to a grant that went elsewhere, so this many are many. */
  private static final int MOST_ATTEMPTS = 100;

  private static final int MOST_EXECUTING = 100;
  private static final Duration SOONEST = Duration.ofSeconds(1);
  private static final Duration LATEST = Duration.ofSeconds(30);

  private final LeaseStore leases;
  private final SlotLimits limits;
  private final SlotOverview overview;
  private final Keyring keys;

  TakeSlot(LeaseStore leases, SlotLimits limits, SlotOverview overview, Keyring keys) {
    this.leases = leases;
    this.limits = limits;
    this.overview = overview;
    this.keys = keys;
  }

  /** Takes a slot of an account that is drawn at random among those below their limit. */
  Uni<TakeOutcome> take(long subscriptionId, SlotRequest request) {
    return attempt(subscriptionId, request, MOST_ATTEMPTS);
  }

  private Uni<TakeOutcome> attempt(long subscriptionId, SlotRequest request, int attemptsLeft) {
    if (attemptsLeft == 0) {
      return Uni.createFrom().item(new TakeOutcome.Outrun());
    }
    return leases
        .grant(subscriptionId, request.channel(), request.leaseSeconds(), request.ref())
        .flatMap(
            grant -> {
              if (grant instanceof GrantOutcome.Granted granted) {
                return handOut(subscriptionId, granted);
              }
              if (grant instanceof GrantOutcome.Full) {
                return refuse(subscriptionId, request);
              }
              return noticeDrained(grant)
                  .chain(() -> attempt(subscriptionId, request, attemptsLeft - 1));
            });
  }

  /** A token that can't be read is nothing to work with, so its slot goes back. */
  private Uni<TakeOutcome> handOut(long subscriptionId, GrantOutcome.Granted granted) {
    LeaseId lease = granted.lease().id();
    return Uni.createFrom()
        .item(() -> keys.decrypt(granted.token(), lease.channel()))
        .<TakeOutcome>map(token -> new TakeOutcome.Granted(granted.lease(), token))
        .onFailure()
        .call(() -> leases.release(subscriptionId, lease));
  }

  private Uni<Void> noticeDrained(GrantOutcome grant) {
    List<String> channels =
        grant instanceof GrantOutcome.Drained drained ? drained.channels() : List.of();
    return Multi.createFrom()
        .iterable(channels)
        .onItem()
        .transformToUniAndConcatenate(limits::applyAnew)
        .collect()
        .last();
  }

  private Uni<TakeOutcome> refuse(long subscriptionId, SlotRequest request) {
    return overview
        .hasAccount(subscriptionId, request.channel())
        .flatMap(
            configured ->
                configured
                    ? overview
                        .executing(subscriptionId, request.channel(), MOST_EXECUTING)
                        .map(TakeSlot::busy)
                    : Uni.createFrom().item(new TakeOutcome.NoAccount()));
  }

  private static TakeOutcome busy(List<Lease> executing) {
    Duration untilNextEnds = executing.isEmpty() ? SOONEST : executing.get(0).left();
    if (untilNextEnds.compareTo(LATEST) > 0) {
      untilNextEnds = LATEST;
    }
    return new TakeOutcome.Busy(executing.stream().map(Lease::id).toList(), untilNextEnds);
  }
}
