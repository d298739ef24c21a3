package berth.slot.grant;

import berth.slot.idempotency.IdempotencyKey;
import berth.slot.lease.SlotRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request for a slot, as the granting statements see it.
 *
 * @param key the idempotency key to bind to the slot; {@code null} for none
 * @param draws the accounts to try, as {@link AccountDraw} drew them; as many as the selection
 *     needs
 * @param ticket the ticket of a waiter; {@code null} for a request that does not wait
 * @param yields whether the request leaves free slots to waiters, of any pod, that have waited
 *     longer
 */
public record GrantRequest(
    long subscriptionId,
    SlotRequest slot,
    @Nullable IdempotencyKey key,
    List<Double> draws,
    @Nullable Long ticket,
    boolean yields) {

  /** A new request, which has no ticket and yields. */
  public static GrantRequest of(
      long subscriptionId, SlotRequest slot, @Nullable IdempotencyKey key) {
    return new GrantRequest(subscriptionId, slot, key, List.of(), null, true);
  }

  /** The channel whose account must grant the slot; empty for any. */
  public String pin() {
    return slot.channel() == null ? "" : slot.channel();
  }

  boolean isPinned() {
    return slot.channel() != null;
  }

  GrantRequest withDraws(List<Double> newDraws) {
    return new GrantRequest(subscriptionId, slot, key, newDraws, ticket, yields);
  }

  /** The same request as a waiter in the queue. */
  public GrantRequest inQueue(long newTicket) {
    return new GrantRequest(subscriptionId, slot, key, draws, newTicket, yields);
  }

  /** The same request, which no longer leaves free slots to waiters. */
  public GrantRequest unyielding() {
    return new GrantRequest(subscriptionId, slot, key, draws, ticket, false);
  }
}
