package berth.batch;

import static org.assertj.core.api.Assertions.assertThat;

import berth.error.OverloadedException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Requests and their results. */
class BatcherTest extends OneBatcher {

  @Test
  void firstRequest_isSentAtOnceAndAlone() {
    UniAssertSubscriber<String> first = submit(1);

    assertThat(sent).extracting(Sent::requests).containsExactly(List.of(1));
    sent.remove().answer();
    first.assertItem("answer 1");
    assertThat(sent).isEmpty();
  }

  @Test
  void requestsSubmittedMeanwhile_areSentTogether_inTheirOrder() {
    submit(1);
    List<UniAssertSubscriber<String>> meanwhile =
        IntStream.range(2, 5).mapToObj(this::submit).toList();
    assertThat(sent).hasSize(1);

    sent.remove().answer();

    assertThat(sent).extracting(Sent::requests).containsExactly(List.of(2, 3, 4));
    sent.remove().answer();
    for (int i = 0; i < 3; i++) {
      meanwhile.get(i).assertItem("answer " + (i + 2));
    }
  }

  @Test
  void moreThanABatch_waitsForTheOneAfter() {
    IntStream.range(1, 7).forEach(this::submit);

    sent.remove().answer();
    assertThat(sent).extracting(Sent::requests).containsExactly(List.of(2, 3, 4));
    sent.remove().answer();
    assertThat(sent).extracting(Sent::requests).containsExactly(List.of(5, 6));
  }

  @Test
  void moreThanTheQueueHolds_isRefusedAtOnce_andTheRestIsSent() {
    IntStream.range(1, 7).forEach(this::submit);

    submit(7).assertFailedWith(OverloadedException.class);

    sent.remove().answer();
    submit(8).assertNotTerminated();
  }

  @Test
  void requesters_areServedRoundRobin_andEachInItsOrder() {
    submit("busy", 1);
    IntStream.range(2, 6).forEach(request -> submit("busy", request));
    submit("quiet", 10);
    submit("quiet", 11);

    sent.remove().answer();
    assertThat(sent).extracting(Sent::requests).containsExactly(List.of(2, 10, 3));
    sent.remove().answer();
    assertThat(sent).extracting(Sent::requests).containsExactly(List.of(11, 4, 5));
  }

  @Test
  void requesterWithAFullQueue_isRefused_andOthersAreNot_untilAllAreFull() {
    submit("busy", 1);
    IntStream.range(2, 7).forEach(request -> submit("busy", request));

    submit("busy", 7).assertFailedWith(OverloadedException.class);
    submit("quiet", 10).assertNotTerminated();
    submit("quiet", 11).assertNotTerminated();
    submit("other", 12).assertFailedWith(OverloadedException.class);
  }

  @Test
  void requestThatIsCancelledBeforeItIsSent_isNotSent() {
    submit(1);
    submit(2).cancel();
    submit(3);

    sent.remove().answer();

    assertThat(sent).extracting(Sent::requests).containsExactly(List.of(3));
    assertThat(undelivered).isEmpty();
  }

  @Test
  void resultOfACancelledRequest_isUndelivered_andOthersGetTheirs() {
    submit(1);
    UniAssertSubscriber<String> gone = submit(2);
    UniAssertSubscriber<String> neighbour = submit(3);
    sent.remove().answer();
    gone.cancel();

    sent.remove().answer();

    assertThat(undelivered).containsExactly("2: answer 2");
    neighbour.assertItem("answer 3");
  }

  @Test
  void results_areDeliveredOnTheirExecutors() {
    Deque<Runnable> loop = new ArrayDeque<>();
    UniAssertSubscriber<String> first =
        batcher
            .submit("one", 1, loop::add)
            .subscribe()
            .withSubscriber(UniAssertSubscriber.create());
    loop.remove().run();

    sent.remove().answer();

    first.assertNotTerminated();
    loop.remove().run();
    first.assertItem("answer 1");
  }

  @Test
  void requestsSubmittedInOneRunOfAnEventLoop_areSentTogether() {
    Deque<Runnable> loop = new ArrayDeque<>();
    batcher.submit("one", 1, loop::add).subscribe().withSubscriber(UniAssertSubscriber.create());
    batcher.submit("one", 2, loop::add).subscribe().withSubscriber(UniAssertSubscriber.create());
    assertThat(sent).isEmpty();

    while (!loop.isEmpty()) {
      loop.remove().run();
    }

    assertThat(sent).extracting(Sent::requests).containsExactly(List.of(1, 2));
  }

  @Test
  void manyThreads_allGetOneResultEach_withOneStatementAtATime() throws InterruptedException {
    AtomicInteger atOnce = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Collection<String> results = new ConcurrentLinkedQueue<>();
    Batcher<Integer, String> shared =
        new Batcher<>(
            new Batcher.Limits(100_000, 100_000, 64),
            requests ->
                Uni.createFrom()
                    .item(
                        () -> {
                          most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                          Thread.onSpinWait();
                          atOnce.decrementAndGet();
                          return requests.stream().map(String::valueOf).toList();
                        })
                    .runSubscriptionOn(Infrastructure.getDefaultExecutor()),
            failure -> false,
            (request, result) -> {},
            System::nanoTime);

    List<Thread> threads =
        IntStream.range(0, 8)
            .mapToObj(
                thread ->
                    new Thread(
                        () -> {
                          for (int i = 0; i < 500; i++) {
                            results.add(
                                shared
                                    .submit(thread, thread * 500 + i, HERE)
                                    .await()
                                    .indefinitely());
                          }
                        }))
            .toList();
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join(30_000);
    }

    assertThat(most).hasValue(1);
    assertThat(results)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 4_000).mapToObj(String::valueOf).toList());
  }
}
