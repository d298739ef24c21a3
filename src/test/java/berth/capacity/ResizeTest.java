package berth.capacity;

import static berth.capacity.SlotState.CLOSED;
import static berth.capacity.SlotState.DRAINING;
import static berth.capacity.SlotState.OPEN;
import static org.assertj.core.api.Assertions.assertThat;

import berth.capacity.Resize.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ResizeTest {

  private static Slot held(int number) {
    return new Slot(true, number, true);
  }

  private static Slot free(int number) {
    return new Slot(true, number, false);
  }

  private static Slot formerOwnersHeld(int number) {
    return new Slot(false, number, true);
  }

  private static Slot formerOwnersFree(int number) {
    return new Slot(false, number, false);
  }

  @Test
  void noSlots_addsTheLimit() {
    assertThat(Resize.plan(List.of(), 3)).isEqualTo(new Resize(List.of(), List.of(0, 1, 2)));
  }

  @Test
  void raised_keepsWhatIsThereAndAddsTheRest() {
    assertThat(Resize.plan(List.of(held(0), free(1)), 4))
        .isEqualTo(new Resize(List.of(OPEN, OPEN), List.of(2, 3)));
  }

  @Test
  void raised_usesNumbersThatAreNotTaken() {
    assertThat(Resize.plan(List.of(held(1), free(3)), 4))
        .isEqualTo(new Resize(List.of(OPEN, OPEN), List.of(0, 2)));
  }

  @Test
  void lowered_toWhatRuns_closesTheFree() {
    assertThat(Resize.plan(List.of(free(0), held(1), free(2), held(3)), 2))
        .isEqualTo(new Resize(List.of(CLOSED, OPEN, CLOSED, OPEN), List.of()));
  }

  @Test
  void lowered_belowWhatRuns_drainsAllThatRuns() {
    assertThat(Resize.plan(List.of(free(0), held(1), held(2), held(3)), 2))
        .isEqualTo(new Resize(List.of(CLOSED, DRAINING, DRAINING, DRAINING), List.of()));
  }

  @Test
  void outOfRotation_closesTheFreeAndDrainsTheHeld() {
    assertThat(Resize.plan(List.of(free(0), held(1)), 0))
        .isEqualTo(new Resize(List.of(CLOSED, DRAINING), List.of()));
  }

  @Test
  void formerOwnersLeases_countAndDrain() {
    assertThat(Resize.plan(List.of(formerOwnersHeld(0), formerOwnersFree(1), free(0)), 3))
        .isEqualTo(new Resize(List.of(DRAINING, CLOSED, OPEN), List.of(1)));
  }

  @Test
  void formerOwnersLeases_aboveTheLimit_leaveNothingOpen() {
    assertThat(Resize.plan(List.of(formerOwnersHeld(0), formerOwnersHeld(1), held(0)), 2))
        .isEqualTo(new Resize(List.of(DRAINING, DRAINING, DRAINING), List.of()));
  }

  @Test
  void anything_opensExactlyWhatTheLimitLeaves() {
    Random random = new Random(7);
    for (int round = 0; round < 10_000; round++) {
      List<Slot> slots = new ArrayList<>();
      for (boolean own : new boolean[] {true, false}) {
        for (int number = 0; number < 15; number++) {
          if (random.nextBoolean()) {
            slots.add(new Slot(own, number, random.nextInt(4) == 0));
          }
        }
      }
      int limit = random.nextInt(16);

      Resize resize = Resize.plan(slots, limit);

      int held = (int) slots.stream().filter(Slot::held).count();
      List<SlotState> ofFree =
          IntStream.range(0, slots.size())
              .filter(i -> !slots.get(i).held())
              .mapToObj(resize.states()::get)
              .toList();
      long openAndFree = ofFree.stream().filter(OPEN::equals).count() + resize.added().size();
      assertThat(openAndFree).isEqualTo(Math.max(0, limit - held));
      assertThat(ofFree).doesNotContain(DRAINING);
      for (int i = 0; i < slots.size(); i++) {
        if (slots.get(i).held()) {
          assertThat(resize.states().get(i))
              .isEqualTo(slots.get(i).own() && held <= limit ? OPEN : DRAINING);
        }
      }
      assertThat(resize.added())
          .doesNotHaveDuplicates()
          .allMatch(number -> number >= 0 && number < 15)
          .doesNotContainAnyElementsOf(slots.stream().filter(Slot::own).map(Slot::number).toList());
    }
  }
}
