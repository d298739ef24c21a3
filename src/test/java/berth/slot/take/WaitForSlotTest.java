package berth.slot.take;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import berth.harness.Answer;
import berth.harness.Api;
import berth.harness.AtOnce;
import berth.harness.RunningBerth;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code Prefer: wait}, at one pod. */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class WaitForSlotTest {

  private Api caller;
  private String user;
  private String channel;

  @BeforeEach
  void subscribe() {
    caller = RunningBerth.admin().subscribed("{\"name\": \"test\", \"quantity\": 20}");
    user = UUID.randomUUID().toString();
    channel = caller.configured("sim-" + user, 1);
  }

  @Test
  void freeSlot_isGrantedWithoutWaiting() {
    Answer taken = answer(caller.waitForSlot("{}", 5));
    assertThat(taken.status()).isEqualTo(201);
    assertThat(taken.header("Preference-Applied")).isEqualTo("wait=5");
  }

  @Test
  void preference_aboveAMinute_isCutToAMinute() {
    Answer taken = answer(caller.waitForSlot("{}", 600));
    assertThat(taken.header("Preference-Applied")).isEqualTo("wait=60");
  }

  @Test
  void nothingBeforeTheDeadline_isBusy() {
    caller.take();
    long begun = System.nanoTime();
    Answer refused = answer(caller.waitForSlot("{}", 1));
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.header("Preference-Applied")).isEqualTo("wait=1");
    assertThat(refused.header("Retry-After")).isEqualTo("30");
    assertThat(Duration.ofNanos(System.nanoTime() - begun))
        .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(3));
  }

  @Test
  void noAccount_isReportedAtOnce() {
    Answer refused = answer(caller.waitForSlot("{\"channel\": \"1\"}", 30));
    assertThat(refused.status()).isEqualTo(404);
  }

  @Test
  void released_slot_goesToTheWaiters_firstComeFirstServed() {
    String held = caller.take().text("slot");
    List<CompletableFuture<HttpResponse<String>>> waiters = new ArrayList<>();
    for (int i = 1; i <= 5; i++) {
      waiters.add(caller.waitForSlot("{\"ref\": \"%d\"}".formatted(i), 20));
      untilWaiting(i);
    }
    for (int i = 1; i <= 5; i++) {
      assertThat(caller.release(held).status()).isEqualTo(204);
      Answer granted = answer(waiters.get(i - 1));
      assertThat(granted.text("ref")).isEqualTo(String.valueOf(i));
      assertThat(waiters.subList(i, 5)).noneMatch(CompletableFuture::isDone);
      held = granted.text("slot");
    }
    untilWaiting(0);
  }

  @Test
  void released_slot_isNotTakenByALaterCaller() {
    String held = caller.take().text("slot");
    CompletableFuture<HttpResponse<String>> waiter = caller.waitForSlot("{}", 20);
    untilWaiting(1);
    caller.release(held);
    List<Integer> newcomers = new ArrayList<>();
    while (!waiter.isDone()) {
      newcomers.add(caller.take().status());
    }
    newcomers.add(caller.take().status());
    assertThat(newcomers).containsOnly(429);
    assertThat(answer(waiter).status()).isEqualTo(201);
  }

  @Test
  void lease_thatRunsOut_wakesWithinASecond() {
    caller.take("{\"leaseSeconds\": 5}");
    long begun = System.nanoTime();
    Answer granted = answer(caller.waitForSlot("{}", 20));
    assertThat(granted.status()).isEqualTo(201);
    assertThat(Duration.ofNanos(System.nanoTime() - begun))
        .isBetween(Duration.ofSeconds(4), Duration.ofSeconds(6));
  }

  @Test
  void raised_limit_wakes() {
    caller.take();
    CompletableFuture<HttpResponse<String>> waiter = caller.waitForSlot("{}", 20);
    untilWaiting(1);
    caller.configured("sim-" + user, 2);
    assertThat(answer(waiter).text("channel")).isEqualTo(channel);
  }

  @Test
  void newAccount_wakes_butNotAWaiterPinnedToAnother() {
    caller.take();
    var pinned = caller.waitForSlot("{\"channel\": \"%s\"}".formatted(channel), 2);
    untilWaiting(1);
    var any = caller.waitForSlot("{}", 20);
    untilWaiting(2);
    String other = caller.configured("sim-other-" + user, 1);
    assertThat(answer(any).text("channel")).isEqualTo(other);
    assertThat(answer(pinned).status()).isEqualTo(429);
  }

  @Test
  void drainingLease_ofAFormerOwner_wakesThePresentOne() {
    String held = caller.take().text("slot");
    caller.deleteAccount(channel);
    Api heir = RunningBerth.admin().subscribed("{\"name\": \"heir\", \"quantity\": 1}");
    heir.configured("sim-" + user, 1);
    CompletableFuture<HttpResponse<String>> waiter = heir.waitForSlot("{}", 20);
    await().until(() -> heir.slots().json().path("waiting").asInt() == 1);
    caller.release(held);
    assertThat(answer(waiter).text("channel")).isEqualTo(channel);
  }

  @Test
  void deleted_account_endsTheWaitForIt() {
    caller.take();
    CompletableFuture<HttpResponse<String>> waiter = caller.waitForSlot("{}", 20);
    untilWaiting(1);
    caller.deleteAccount(channel);
    assertThat(answer(waiter).status()).isEqualTo(404);
  }

  @Test
  void disconnected_waiter_leavesTheQueueAndTakesNothing() {
    String held = caller.take().text("slot");
    CompletableFuture<HttpResponse<String>> first = caller.waitForSlot("{}", 20);
    untilWaiting(1);
    CompletableFuture<HttpResponse<String>> second = caller.waitForSlot("{}", 20);
    untilWaiting(2);
    first.cancel(true);
    untilWaiting(1);
    caller.release(held);
    String granted = answer(second).text("slot");
    caller.release(granted);
    assertThat(caller.take().status()).isEqualTo(201);
  }

  /** A waiter that missed its wake-up would wait for the next poll, 400 ms. */
  @Test
  void churn_wakesTheNextWaiter() {
    caller.configured("sim-" + user, 2);
    long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
    List<List<Long>> waits =
        AtOnce.run(
            20,
            number -> {
              List<Long> own = new ArrayList<>();
              while (System.nanoTime() < end) {
                long begun = System.nanoTime();
                Answer taken = answer(caller.waitForSlot("{}", 20));
                own.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
                assertThat(taken.status()).as(() -> caller.slots().toString()).isEqualTo(201);
                assertThat(caller.release(taken.text("slot")).status()).isEqualTo(204);
              }
              return own;
            });
    List<Long> all = waits.stream().flatMap(List::stream).sorted().toList();
    assertThat(all).hasSizeGreaterThan(200);
    assertThat(all.get(all.size() / 2)).isLessThan(300);
    assertThat(all.get(all.size() - 1)).isLessThan(3_000);
    untilWaiting(0);
  }

  private void untilWaiting(int count) {
    await()
        .pollInterval(Duration.ofMillis(10))
        .until(() -> caller.slots().json().path("waiting").asInt() == count);
  }

  private static Answer answer(CompletableFuture<HttpResponse<String>> waiter) {
    return Answer.of(waiter.orTimeout(40, TimeUnit.SECONDS).join());
  }
}
