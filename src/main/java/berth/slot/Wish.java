package berth.slot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One who wants a slot, as the statements that grant see it.
 *
 * @param key to be bound to the slot; {@code null} for none
 * @param draws the accounts to try, as {@link AccountPicker} drew them; as many as the way needs
 * @param ticket of one who waits; {@code null} for one who has just come
 * @param yields whether it leaves free slots to those that have waited for longer, in any pod
 */
record Wish(
    long subscriptionId,
    SlotRequest request,
    @Nullable OwnKey key,
    List<Double> draws,
    @Nullable Long ticket,
    boolean yields) {

  /** Of one who has just come. */
  static Wish of(long subscriptionId, SlotRequest request, @Nullable OwnKey key) {
    return new Wish(subscriptionId, request, key, List.of(), null, true);
  }

  /** The account that it has to be one of; empty for any. */
  String pin() {
    return request.channel() == null ? "" : request.channel();
  }

  boolean isPinned() {
    return request.channel() != null;
  }

  Wish withDraws(List<Double> others) {
    return new Wish(subscriptionId, request, key, others, ticket, yields);
  }

  /** The same when it stands in line. */
  Wish inLine(long itsTicket) {
    return new Wish(subscriptionId, request, key, draws, itsTicket, yields);
  }

  /** The same when it leaves slots to nobody any more. */
  Wish unyielding() {
    return new Wish(subscriptionId, request, key, draws, ticket, false);
  }
}
