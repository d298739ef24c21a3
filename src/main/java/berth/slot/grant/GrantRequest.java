package berth.slot.grant;

import berth.slot.idempotency.IdempotencyKey;
import berth.slot.lease.SlotRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One who wants a slot, as the statements that grant see it.
 *
 * @param key to be bound to the slot; {@code null} for none
 * @param draws the accounts to try, as {@link AccountDraw} drew them; as many as the way needs
 * @param ticket of one who waits; {@code null} for one who has just come
 * @param yields whether it leaves free slots to those that have waited for longer, in any pod
 */
public record GrantRequest(
    long subscriptionId,
    SlotRequest slot,
    @Nullable IdempotencyKey key,
    List<Double> draws,
    @Nullable Long ticket,
    boolean yields) {

  /** Of one who has just come. */
  public static GrantRequest of(
      long subscriptionId, SlotRequest slot, @Nullable IdempotencyKey key) {
    return new GrantRequest(subscriptionId, slot, key, List.of(), null, true);
  }

  /** The account that it has to be one of; empty for any. */
  public String pin() {
    return slot.channel() == null ? "" : slot.channel();
  }

  boolean isPinned() {
    return slot.channel() != null;
  }

  GrantRequest withDraws(List<Double> others) {
    return new GrantRequest(subscriptionId, slot, key, others, ticket, yields);
  }

  /** The same when it stands in line. */
  public GrantRequest inQueue(long itsTicket) {
    return new GrantRequest(subscriptionId, slot, key, draws, itsTicket, yields);
  }

  /** The same when it leaves slots to nobody any more. */
  public GrantRequest unyielding() {
    return new GrantRequest(subscriptionId, slot, key, draws, ticket, false);
  }
}
