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

  private final LocalWaiters waiters = new LocalWaiters();
  private final List<String> calls = new ArrayList<>();

  @Test
  void woken_parkedWaiter_isCalledOnce() {
    Waiter waiter = parked(1, ANY);
    waiters.wake(SUBSCRIPTION);
    waiters.wake(SUBSCRIPTION);
    assertThat(calls).containsExactly("1 WOKEN");
    assertThat(waiters.waiters()).containsExactly(waiter);
  }

  @Test
  void woken_waiters_areCalledInTheOrderOfTheirTickets() {
    parked(3, ANY);
    parked(1, ANY);
    parked(2, ANY);
    waiters.wake(SUBSCRIPTION);
    assertThat(calls).containsExactly("1 WOKEN", "2 WOKEN", "3 WOKEN");
  }

  @Test
  void woken_pinnedWaiters_doNotBlockOthers() {
    LongStream.range(0, 300).forEach(ticket -> parked(ticket, "busy"));
    parked(1_000, ANY);
    parked(1_001, "other");
    waiters.wake(SUBSCRIPTION);
    assertThat(calls).contains("1000 WOKEN", "1001 WOKEN").hasSize(256 + 2);
  }

  @Test
  void woken_otherSubscription_isNotCalled() {
    parked(1, ANY);
    waiters.wake(2);
    assertThat(calls).isEmpty();
  }

  @Test
  void wokenAll_waitersOfAllSubscriptions_areCalled() {
    parked(1, ANY);
    park(new Waiter(2, 7, "pinned"), 0);
    waiters.wakeAll();
    assertThat(calls).containsExactlyInAnyOrder("1 WOKEN", "2 WOKEN");
  }

  @Test
  void wokenWhileTrying_triesAgainInsteadOfParking() {
    Waiter waiter = new Waiter(1, SUBSCRIPTION, ANY);
    waiters.enter(waiter);
    long before = waiters.wakeUps(waiter);
    waiters.wake(SUBSCRIPTION);
    waiters.park(waiter, before, end -> calls.add("at once " + end));
    assertThat(calls).containsExactly("at once WOKEN");
  }

  @Test
  void gone_waiter_isNotCalled() {
    Waiter waiter = parked(1, ANY);
    waiters.leave(waiter);
    waiters.leave(waiter);
    waiters.wake(SUBSCRIPTION);
    assertThat(calls).isEmpty();
    assertThat(waiters.size(SUBSCRIPTION)).isZero();
    assertThat(waiters.waiters()).isEmpty();
  }

  @Test
  void unparked_waiter_staysButIsNotCalled() {
    Waiter waiter = new Waiter(1, SUBSCRIPTION, ANY);
    Consumer<WaitEnd> callback = end -> calls.add("first " + end);
    waiters.enter(waiter);
    waiters.park(waiter, 0, callback);
    waiters.unpark(waiter, callback);
    waiters.wake(SUBSCRIPTION);
    assertThat(calls).isEmpty();
    assertThat(waiters.size(SUBSCRIPTION)).isEqualTo(1);
  }

  @Test
  void unparked_tooLate_leavesItParkedAnew() {
    Waiter waiter = new Waiter(1, SUBSCRIPTION, ANY);
    Consumer<WaitEnd> callback = end -> calls.add("first " + end);
    waiters.enter(waiter);
    waiters.park(waiter, 0, callback);
    waiters.wake(SUBSCRIPTION);
    waiters.park(waiter, 1, end -> calls.add("second " + end));
    waiters.unpark(waiter, callback);
    waiters.wake(SUBSCRIPTION);
    assertThat(calls).containsExactly("first WOKEN", "second WOKEN");
  }

  @Test
  void gone_oneOfManyThatWereWoken_letsTheNextTry() {
    List<Waiter> parked = LongStream.range(0, 258).mapToObj(ticket -> parked(ticket, ANY)).toList();
    waiters.wake(SUBSCRIPTION);
    calls.clear();
    waiters.leave(parked.get(0));
    assertThat(calls).containsExactly("256 WOKEN");
    waiters.leave(parked.get(1));
    assertThat(calls).containsExactly("256 WOKEN", "257 WOKEN");
  }

  @Test
  void closed_endsTheWaitOfPresentAndLaterWaiters() {
    parked(1, ANY);
    waiters.close();
    parked(2, ANY);
    assertThat(calls).containsExactly("1 CLOSED", "2 CLOSED");
  }

  @Test
  void size_countsEachSubscriptionForItself() {
    parked(1, ANY);
    parked(2, "pinned");
    park(new Waiter(3, 7, ANY), 0);
    assertThat(waiters.size(SUBSCRIPTION)).isEqualTo(2);
    assertThat(waiters.size(7)).isEqualTo(1);
    assertThat(waiters.size(8)).isZero();
  }

  private Waiter parked(long ticket, String pin) {
    Waiter waiter = new Waiter(ticket, SUBSCRIPTION, pin);
    park(waiter, 0);
    return waiter;
  }

  private void park(Waiter waiter, long wakeUps) {
    waiters.enter(waiter);
    waiters.park(waiter, wakeUps, end -> calls.add(waiter.ticket() + " " + end));
  }
}
