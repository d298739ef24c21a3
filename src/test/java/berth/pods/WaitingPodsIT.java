package berth.pods;

import static org.assertj.core.api.Assertions.assertThat;

import berth.harness.Answer;
import berth.harness.Api;
import berth.harness.AtOnce;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Waiting at two packaged pods. */
class WaitingPodsIT extends TwoPods {

  /** The median wait is far shorter than the pause between two polls of a waiter. */
  @Test
  void release_atOnePod_wakesTheWaiterOfTheOther_byANotification() {
    here.configured("sim-" + user, 1);
    String held = here.take().text("slot");
    List<Long> millis = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      CompletableFuture<HttpResponse<String>> waiter = there.waitForSlot("{}", 20);
      untilWaiting(there, 1);
      long begun = System.nanoTime();
      here.release(held);
      held = answer(waiter).text("slot");
      millis.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
    }
    assertThat(millis.stream().sorted().toList().get(10)).isLessThan(150);
  }

  @Test
  void waiters_ofBothPods_areServedInTheOrderOfTheirArrival() {
    here.configured("sim-" + user, 1);
    String held = here.take().text("slot");
    List<CompletableFuture<HttpResponse<String>>> waiters = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      waiters.add((i % 2 == 0 ? here : there).waitForSlot("{}", 30));
      untilWaiting(i % 2 == 0 ? here : there, i / 2 + 1);
    }
    for (int i = 0; i < 10; i++) {
      // always at the same pod, which could serve its own first
      here.release(held);
      held = answer(waiters.get(i)).text("slot");
      assertThat(waiters.subList(i + 1, 10)).noneMatch(CompletableFuture::isDone);
    }
  }

  /**
   * One pod has eight workers and the other has one. All wait for the same two slots, without a
   * pause. The one worker waits as long as each of the eight.
   */
  @Test
  void waiters_ofAQuietPod_waitNoLongerThanThoseOfABusyOne() {
    here.configured("sim-" + user, 2);
    Collection<Long> busy = new ConcurrentLinkedQueue<>();
    Collection<Long> quiet = new ConcurrentLinkedQueue<>();
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    AtOnce.run(
        9,
        number -> {
          while (System.nanoTime() < end) {
            work(number == 0 ? there : here, number == 0 ? quiet : busy);
          }
          return number;
        });
    assertThat(quiet).hasSizeGreaterThan(20);
    assertThat(median(quiet)).isLessThan(3 * median(busy));
  }

  @Test
  void sameKey_atBothPodsAtOnce_isOneSlot() {
    here.configured("sim-" + user, 15);
    for (int round = 0; round < 20; round++) {
      Map<String, String> key = Map.of("Idempotency-Key", "key-" + round);
      List<CompletableFuture<HttpResponse<String>>> sent =
          IntStream.range(0, 10)
              .mapToObj(i -> (i % 2 == 0 ? here : there).sendTake("{}", key))
              .toList();
      List<Answer> answers = sent.stream().map(TwoPods::answer).toList();
      assertThat(answers.stream().map(answer -> answer.text("slot")).distinct()).hasSize(1);
      assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(1);
      assertThat(here.slots().json().path("executing")).hasSize(1);
      there.release(answers.get(0).text("slot"));
    }
  }

  private static void work(Api caller, Collection<Long> waits) {
    long begun = System.nanoTime();
    Answer taken = answer(caller.waitForSlot("{}", 30));
    assertThat(taken.status()).isEqualTo(201);
    waits.add(System.nanoTime() - begun);
    caller.release(taken.text("slot"));
  }

  private static long median(Collection<Long> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
