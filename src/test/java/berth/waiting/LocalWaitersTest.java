package berth.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LocalWaitersTest {

  private static final long SUBSCRIPTION = 1;
  private static final String ANY = "";

  private final LocalWaiters room = new LocalWaiters();
  private final List<String> calls = new ArrayList<>();

  @Test
  void woken_parkedWaiter_isCalledOnce() {
    Waiter waiter = parked(1, ANY);
    room.wake(SUBSCRIPTION);
    room.wake(SUBSCRIPTION);
    assertThat(calls).containsExactly("1 LOOK");
    assertThat(room.waiters()).containsExactly(waiter);
  }

  @Test
  void woken_waiters_areCalledInTheOrderOfTheirTickets() {
    parked(3, ANY);
    parked(1, ANY);
    parked(2, ANY);
    room.wake(SUBSCRIPTION);
    assertThat(calls).containsExactly("1 LOOK", "2 LOOK", "3 LOOK");
  }

  @Test
  void woken_pinnedWaiters_holdNobodyUp() {
    LongStream.range(0, 300).forEach(ticket -> parked(ticket, "busy"));
    parked(1_000, ANY);
    parked(1_001, "other");
    room.wake(SUBSCRIPTION);
    assertThat(calls).contains("1000 LOOK", "1001 LOOK").hasSize(256 + 2);
  }

  @Test
  void woken_otherSubscription_isNotCalled() {
    parked(1, ANY);
    room.wake(2);
    assertThat(calls).isEmpty();
  }

  @Test
  void wokenAll_everybodyIsCalled() {
    parked(1, ANY);
    park(new Waiter(2, 7, "pinned"), 0);
    room.wakeAll();
    assertThat(calls).containsExactlyInAnyOrder("1 LOOK", "2 LOOK");
  }

  @Test
  void wokenWhileItLooks_looksAgainInsteadOfParking() {
    Waiter waiter = new Waiter(1, SUBSCRIPTION, ANY);
    room.enter(waiter);
    long before = room.wakeUps(waiter);
    room.wake(SUBSCRIPTION);
    room.park(waiter, before, call -> calls.add("at once " + call));
    assertThat(calls).containsExactly("at once LOOK");
  }

  @Test
  void gone_waiter_isNotCalled() {
    Waiter waiter = parked(1, ANY);
    room.leave(waiter);
    room.leave(waiter);
    room.wake(SUBSCRIPTION);
    assertThat(calls).isEmpty();
    assertThat(room.size(SUBSCRIPTION)).isZero();
    assertThat(room.waiters()).isEmpty();
  }

  @Test
  void unparked_waiter_staysButIsNotCalled() {
    Waiter waiter = new Waiter(1, SUBSCRIPTION, ANY);
    Consumer<WaitEnd> parked = call -> calls.add("first " + call);
    room.enter(waiter);
    room.park(waiter, 0, parked);
    room.unpark(waiter, parked);
    room.wake(SUBSCRIPTION);
    assertThat(calls).isEmpty();
    assertThat(room.size(SUBSCRIPTION)).isEqualTo(1);
  }

  @Test
  void unparked_tooLate_leavesItParkedAnew() {
    Waiter waiter = new Waiter(1, SUBSCRIPTION, ANY);
    Consumer<WaitEnd> parked = call -> calls.add("first " + call);
    room.enter(waiter);
    room.park(waiter, 0, parked);
    room.wake(SUBSCRIPTION);
    room.park(waiter, 1, call -> calls.add("second " + call));
    room.unpark(waiter, parked);
    room.wake(SUBSCRIPTION);
    assertThat(calls).containsExactly("first LOOK", "second LOOK");
  }

  @Test
  void gone_oneOfManyThatWereWoken_letsTheNextLook() {
    List<Waiter> waiters =
        LongStream.range(0, 258).mapToObj(ticket -> parked(ticket, ANY)).toList();
    room.wake(SUBSCRIPTION);
    calls.clear();
    room.leave(waiters.get(0));
    assertThat(calls).containsExactly("256 LOOK");
    room.leave(waiters.get(1));
    assertThat(calls).containsExactly("256 LOOK", "257 LOOK");
  }

  @Test
  void closed_sendsAwayWhoWaitsAndWhoeverComes() {
    parked(1, ANY);
    room.close();
    parked(2, ANY);
    assertThat(calls).containsExactly("1 CLOSED", "2 CLOSED");
  }

  @Test
  void size_countsEachSubscriptionForItself() {
    parked(1, ANY);
    parked(2, "pinned");
    park(new Waiter(3, 7, ANY), 0);
    assertThat(room.size(SUBSCRIPTION)).isEqualTo(2);
    assertThat(room.size(7)).isEqualTo(1);
    assertThat(room.size(8)).isZero();
  }

  private Waiter parked(long ticket, String pin) {
    Waiter waiter = new Waiter(ticket, SUBSCRIPTION, pin);
    park(waiter, 0);
    return waiter;
  }

  private void park(Waiter waiter, long wakeUps) {
    room.enter(waiter);
    room.park(waiter, wakeUps, call -> calls.add(waiter.ticket() + " " + call));
  }
}
