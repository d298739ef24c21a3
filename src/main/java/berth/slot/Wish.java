package berth.slot;

import java.util.List;

/**
 * One who wants a slot, as the statements that grant see it.
 *
 * @param draws the accounts to try, as {@link AccountPicker} drew them; as many as the way needs
 */
record Wish(long subscriptionId, SlotRequest request, List<Double> draws) {

  /** The account that it has to be one of; empty for any. */
  String pin() {
    return request.channel() == null ? "" : request.channel();
  }

  Wish withDraws(List<Double> others) {
    return new Wish(subscriptionId, request, others);
  }
}
