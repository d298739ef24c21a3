package berth.capacity;

import java.util.ArrayList;
import java.util.List;

/**
 * The effect of a change of an account's limit on the slots of its channel.
 *
 * <p>Held slots are never disturbed. While more slots are held than the limit allows, all held
 * slots drain and none is open. Otherwise as many slots are open as the limit allows, the held ones
 * among them. Slots that a former owner of the channel still holds count, and drain.
 *
 * @param states the new state of each slot, in the order in which {@link #plan} got the slots
 * @param added the numbers of the slots to be added, open and free
 */
record Resize(List<SlotState> states, List<Integer> added) {

  /**
   * A slot before the change.
   *
   * @param own whether it belongs to the present owner of the channel
   * @param held whether a lease on it runs
   */
  record Slot(boolean own, int number, boolean held) {}

  /**
   * Plans the change.
   *
   * @param slots all slots of the channel, of its present and its former owners
   * @param limit how many jobs the account may run; 0 when it is out of rotation or deleted
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
