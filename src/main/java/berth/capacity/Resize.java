package berth.capacity;

import java.util.ArrayList;
import java.util.List;

/**
 * What a change of an account's limit does to the slots of its channel.
 *
 * <p>What runs is never disturbed. While more run than the limit allows, all that run drain and
 * nothing is open; else as many slots are open as the limit allows, those that run among them. The
 * leases that a former owner of the channel still holds count, and drain.
 *
 * @param states the new state of each slot, in the order in which they were given
 * @param added the numbers of the slots to be added, open and free
 */
record Resize(List<SlotState> states, List<Integer> added) {

  /**
   * A slot before the change.
   *
   * @param own whether it is one of the channel's present owner
   * @param held whether a lease on it runs
   */
  record Slot(boolean own, int number, boolean held) {}

  /**
   * Plans the change.
   *
   * @param slots all slots that the channel has, whoever's
   * @param limit how many jobs the account may run; 0 takes it out of play
   */
  static Resize plan(List<Slot> slots, int limit) {
    int held = (int) slots.stream().filter(Slot::held).count();
    boolean drains = held > limit;
    int free = Math.max(0, limit - held);

    List<SlotState> states = new ArrayList<>();
    for (Slot slot : slots) {
      if (slot.held()) {
        states.add(slot.own() && !drains ? SlotState.OPEN : SlotState.DRAINING);
      } else if (slot.own() && free > 0) {
        states.add(SlotState.OPEN);
        free--;
      } else {
        states.add(SlotState.CLOSED);
      }
    }
    return new Resize(states, unusedNumbers(slots, free));
  }

  private static List<Integer> unusedNumbers(List<Slot> slots, int count) {
    List<Integer> used = slots.stream().filter(Slot::own).map(Slot::number).toList();
    List<Integer> unused = new ArrayList<>();
    for (int number = 0; unused.size() < count; number++) {
      if (!used.contains(number)) {
        unused.add(number);
      }
    }
    return unused;
  }
}
