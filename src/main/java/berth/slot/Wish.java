package berth.slot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One who wants a slot, as the statements that grant see it.
 *
 * @param draws the accounts to try, as {@link AccountPicker} drew them; as many as the way needs
 * @param ticket of one who waits; {@code null} for one who has just come
 * @param yields whether it leaves free slots to those that have waited for longer, in any pod
 */
record Wish(
    long subscriptionId,
    SlotRequest request,
    List<Double> draws,
    @Nullable Long ticket,
    boolean yields) {

  /** The account that it has to be one of; empty for any. */
  String pin() {
    return request.channel() == null ? "" : request.channel();
  }

  Wish withDraws(List<Double> others) {
    return new Wish(subscriptionId, request, others, ticket, yields);
  }
}
