package berth.batch;

import static org.assertj.core.api.Assertions.assertThat;

import berth.problem.OverloadedException;
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

/** Questions and their answers. */
class BatcherTest extends OneBatcher {

  @Test
  void firstQuestion_goesOutAtOnceAndAlone() {
    UniAssertSubscriber<String> first = ask(1);

    assertThat(sent).extracting(Sent::questions).containsExactly(List.of(1));
    sent.remove().answer();
    first.assertItem("answer 1");
    assertThat(sent).isEmpty();
  }

  @Test
  void questionsAskedMeanwhile_goOutTogether_inTheirOrder() {
    ask(1);
    List<UniAssertSubscriber<String>> meanwhile =
        IntStream.range(2, 5).mapToObj(this::ask).toList();
    assertThat(sent).hasSize(1);

    sent.remove().answer();

    assertThat(sent).extracting(Sent::questions).containsExactly(List.of(2, 3, 4));
    sent.remove().answer();
    for (int i = 0; i < 3; i++) {
      meanwhile.get(i).assertItem("answer " + (i + 2));
    }
  }

  @Test
  void moreThanABatch_waitsForTheOneAfter() {
    IntStream.range(1, 7).forEach(this::ask);

    sent.remove().answer();
    assertThat(sent).extracting(Sent::questions).containsExactly(List.of(2, 3, 4));
    sent.remove().answer();
    assertThat(sent).extracting(Sent::questions).containsExactly(List.of(5, 6));
  }

  @Test
  void moreThanTheQueueHolds_isRefusedAtOnce_andTheRestIsAnswered() {
    IntStream.range(1, 7).forEach(this::ask);

    ask(7).assertFailedWith(OverloadedException.class);

    sent.remove().answer();
    ask(8).assertNotTerminated();
  }

  @Test
  void askers_takeTurns_andEachIsAnsweredInItsOrder() {
    ask("busy", 1);
    IntStream.range(2, 6).forEach(question -> ask("busy", question));
    ask("quiet", 10);
    ask("quiet", 11);

    sent.remove().answer();
    assertThat(sent).extracting(Sent::questions).containsExactly(List.of(2, 10, 3));
    sent.remove().answer();
    assertThat(sent).extracting(Sent::questions).containsExactly(List.of(11, 4, 5));
  }

  @Test
  void askerWithAFullQueue_isRefused_andOthersAreNot_untilAllAreFull() {
    ask("busy", 1);
    IntStream.range(2, 7).forEach(question -> ask("busy", question));

    ask("busy", 7).assertFailedWith(OverloadedException.class);
    ask("quiet", 10).assertNotTerminated();
    ask("quiet", 11).assertNotTerminated();
    ask("other", 12).assertFailedWith(OverloadedException.class);
  }

  @Test
  void questionWhoseAskerHungUpBeforeItWasSent_isNotSent() {
    ask(1);
    ask(2).cancel();
    ask(3);

    sent.remove().answer();

    assertThat(sent).extracting(Sent::questions).containsExactly(List.of(3));
    assertThat(undelivered).isEmpty();
  }

  @Test
  void answerWhoseAskerHungUp_isHandedToWhoCanUndoIt_andNeighboursGetTheirs() {
    ask(1);
    UniAssertSubscriber<String> gone = ask(2);
    UniAssertSubscriber<String> neighbour = ask(3);
    sent.remove().answer();
    gone.cancel();

    sent.remove().answer();

    assertThat(undelivered).containsExactly("2: answer 2");
    neighbour.assertItem("answer 3");
  }

  @Test
  void answers_areGivenWhereTheirAskersAre() {
    Deque<Runnable> loop = new ArrayDeque<>();
    UniAssertSubscriber<String> first =
        batcher.ask("one", 1, loop::add).subscribe().withSubscriber(UniAssertSubscriber.create());
    loop.remove().run();

    sent.remove().answer();

    first.assertNotTerminated();
    loop.remove().run();
    first.assertItem("answer 1");
  }

  @Test
  void questionsAskedInOneTurnOfAnEventLoop_goOutTogether() {
    Deque<Runnable> loop = new ArrayDeque<>();
    batcher.ask("one", 1, loop::add).subscribe().withSubscriber(UniAssertSubscriber.create());
    batcher.ask("one", 2, loop::add).subscribe().withSubscriber(UniAssertSubscriber.create());
    assertThat(sent).isEmpty();

    while (!loop.isEmpty()) {
      loop.remove().run();
    }

    assertThat(sent).extracting(Sent::questions).containsExactly(List.of(1, 2));
  }

  @Test
  void manyThreads_areAllAnsweredOnce_withOneStatementAtATime() throws InterruptedException {
    AtomicInteger atOnce = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Collection<String> answers = new ConcurrentLinkedQueue<>();
    Batcher<Integer, String> shared =
        new Batcher<>(
            new Batcher.Limits(100_000, 100_000, 64),
            questions ->
                Uni.createFrom()
                    .item(
                        () -> {
                          most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                          Thread.onSpinWait();
                          atOnce.decrementAndGet();
                          return questions.stream().map(String::valueOf).toList();
                        })
                    .runSubscriptionOn(Infrastructure.getDefaultExecutor()),
            failure -> false,
            (question, answer) -> {},
            System::nanoTime);

    List<Thread> threads =
        IntStream.range(0, 8)
            .mapToObj(
                thread ->
                    new Thread(
                        () -> {
                          for (int i = 0; i < 500; i++) {
                            answers.add(
                                shared.ask(thread, thread * 500 + i, HERE).await().indefinitely());
                          }
                        }))
            .toList();
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join(30_000);
    }

    assertThat(most).hasValue(1);
    assertThat(answers)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 4_000).mapToObj(String::valueOf).toList());
  }
}
