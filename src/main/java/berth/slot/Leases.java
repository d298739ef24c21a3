package berth.slot;

import berth.problem.DatabaseFailure;
import berth.secret.Encrypted;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Grants, renews and releases leases, each in batches: what many requests want at the same time
 * goes to the database together. Whatever an answer tells has been recorded there.
 */
@ApplicationScoped
class Leases {

  /** About a second's work: more would wait for longer than its callers do. */
  private static final int MAX_QUEUED = 10_000;

  private static final int MAX_BATCH = 256;

  private final Batcher<GrantStatement.Wish, GrantOutcome> grants;
  private final Batcher<GrantStatement.Wish, GrantOutcome> pinnedGrants;
  private final Batcher<HeldLease, Optional<Encrypted>> tokens;
  private final Batcher<RenewStatement.Renewal, Optional<Lease>> renewals;
  private final Batcher<HeldLease, Boolean> releases;

  Leases(
      GrantStatement grant, TokenStatement token, RenewStatement renew, ReleaseStatement release) {
    this.grants = batcher(grant::grant, this::giveBack);
    this.pinnedGrants = batcher(grant::grant, this::giveBack);
    this.tokens = batcher(token::tokens, (lease, unwanted) -> {});
    this.renewals = batcher(renew::renew, (renewal, unwanted) -> {});
    this.releases = batcher(release::release, (lease, unwanted) -> {});
  }

  private static <Q, A> Batcher<Q, A> batcher(
      Function<List<Q>, Uni<List<A>>> statement, BiConsumer<Q, A> undelivered) {
    return new Batcher<>(
        MAX_QUEUED,
        MAX_BATCH,
        statement,
        failure -> !DatabaseFailure.isUnavailable(failure),
        undelivered);
  }

  /**
   * Tries to grant a slot.
   *
   * @param patiently whether to wait for slots that somebody else is just changing
   */
  Uni<GrantOutcome> grant(long subscriptionId, SlotRequest request, boolean patiently) {
    return Uni.createFrom()
        .deferred(
            () ->
                (request.channel() == null ? grants : pinnedGrants)
                    .ask(new GrantStatement.Wish(subscriptionId, request, patiently), here()));
  }

  /** The token of the account that the lease is on; empty when it was deleted since. */
  Uni<Optional<Encrypted>> token(HeldLease lease) {
    return Uni.createFrom().deferred(() -> tokens.ask(lease, here()));
  }

  /** Lets the lease run for that long from now on; empty when it has ended. */
  Uni<Optional<Lease>> renew(HeldLease lease, int leaseSeconds) {
    return Uni.createFrom()
        .deferred(() -> renewals.ask(new RenewStatement.Renewal(lease, leaseSeconds), here()));
  }

  /**
   * Ends the lease, and never another one on the same slot.
   *
   * @return whether the slot is free by this release or by an earlier one; not when its lease had
   *     ended before
   */
  Uni<Boolean> release(HeldLease lease) {
    return Uni.createFrom().deferred(() -> releases.ask(lease, here()));
  }

  /** Who asked for it has hung up. Should this fail, the slot is free when the lease ends. */
  private void giveBack(GrantStatement.Wish wish, GrantOutcome outcome) {
    if (outcome instanceof GrantOutcome.Granted granted) {
      release(new HeldLease(wish.subscriptionId(), granted.lease().id()))
          .subscribe()
          .with(released -> {}, failure -> {});
    }
  }

  /** The context that the request is served on, which its answer has to come back to. */
  private static Executor here() {
    Context context = Vertx.currentContext();
    return context == null ? Runnable::run : task -> context.runOnContext(dispatched -> task.run());
  }
}
