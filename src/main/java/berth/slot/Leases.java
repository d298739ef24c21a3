package berth.slot;

import berth.batch.StatementBatcher;
import berth.secret.Encrypted;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Grants, renews and releases leases, each in batches: what many requests want at the same time
 * goes to the database together. Whatever an answer tells has been recorded there.
 */
@ApplicationScoped
class Leases {

  private final StatementBatcher<GrantStatement.Wish, GrantOutcome> grants;
  private final StatementBatcher<GrantStatement.Wish, GrantOutcome> pinnedGrants;

  /** Apart, so that who waits for a locked slot holds nobody else up. */
  private final StatementBatcher<GrantStatement.Wish, GrantOutcome> patientGrants;

  private final StatementBatcher<GrantStatement.Wish, GrantOutcome> patientPinnedGrants;
  private final StatementBatcher<HeldLease, Optional<Encrypted>> tokens;
  private final StatementBatcher<RenewStatement.Renewal, Optional<Lease>> renewals;
  private final StatementBatcher<HeldLease, Boolean> releases;

  Leases(
      GrantStatement grant, TokenStatement token, RenewStatement renew, ReleaseStatement release) {
    this.grants = new StatementBatcher<>(grant::atOnce, this::giveBack);
    this.pinnedGrants = new StatementBatcher<>(grant::atOnce, this::giveBack);
    this.patientGrants = new StatementBatcher<>(grant::patiently, this::giveBack);
    this.patientPinnedGrants = new StatementBatcher<>(grant::patiently, this::giveBack);
    this.tokens = new StatementBatcher<>(token::tokens);
    this.renewals = new StatementBatcher<>(renew::renew);
    this.releases = new StatementBatcher<>(release::release);
  }

  /**
   * Tries to grant a slot.
   *
   * @param patiently whether to wait for slots that somebody else is just changing
   */
  Uni<GrantOutcome> grant(long subscriptionId, SlotRequest request, boolean patiently) {
    GrantStatement.Wish wish = new GrantStatement.Wish(subscriptionId, request);
    if (request.channel() == null) {
      return (patiently ? patientGrants : grants).ask(wish);
    }
    return (patiently ? patientPinnedGrants : pinnedGrants).ask(wish);
  }

  /** The token of the account that the lease is on; empty when it was deleted since. */
  Uni<Optional<Encrypted>> token(HeldLease lease) {
    return tokens.ask(lease);
  }

  /** Lets the lease run for that long from now on; empty when it has ended. */
  Uni<Optional<Lease>> renew(HeldLease lease, int leaseSeconds) {
    return renewals.ask(new RenewStatement.Renewal(lease, leaseSeconds));
  }

  /**
   * Ends the lease, and never another one on the same slot.
   *
   * @return whether the slot is free by this release or by an earlier one; not when its lease had
   *     ended before
   */
  Uni<Boolean> release(HeldLease lease) {
    return releases.ask(lease);
  }

  /** Who asked for it has hung up. Should this fail, the slot is free when the lease ends. */
  private void giveBack(GrantStatement.Wish wish, GrantOutcome outcome) {
    if (outcome instanceof GrantOutcome.Granted granted) {
      release(new HeldLease(wish.subscriptionId(), granted.lease().id()))
          .subscribe()
          .with(released -> {}, failure -> {});
    }
  }
}
