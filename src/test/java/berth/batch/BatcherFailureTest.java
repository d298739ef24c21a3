package berth.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whom a statement that fails takes with it. */
class BatcherFailureTest extends OneBatcher {

  @Test
  void questionThatFailsAloneAndLate_byItsOwnFault_failsNobodyBehindIt() {
    UniAssertSubscriber<String> first = ask(1);
    UniAssertSubscriber<String> second = ask(2);
    now += Duration.ofSeconds(1).toNanos();

    sent.remove().emitter().fail(new IllegalArgumentException());

    first.assertFailedWith(IllegalArgumentException.class);
    sent.remove().answer();
    second.assertItem("answer 2");
  }

  @Test
  void batchThatFailsByOneQuestion_isAskedOneByOne() {
    ask(1);
    List<UniAssertSubscriber<String>> batch = IntStream.range(2, 5).mapToObj(this::ask).toList();
    sent.remove().answer();

    sent.remove().emitter().fail(new IllegalArgumentException("one of them"));
    assertThat(sent).extracting(Sent::questions).containsExactly(List.of(2));
    sent.remove().answer();
    sent.remove().emitter().fail(new IllegalArgumentException("this one"));
    sent.remove().answer();

    batch.get(0).assertItem("answer 2");
    batch.get(1).assertFailedWith(IllegalArgumentException.class, "this one");
    batch.get(2).assertItem("answer 4");
    ask(5).assertNotTerminated();
    assertThat(sent).extracting(Sent::questions).containsExactly(List.of(5));
  }

  @Test
  void batchThatFailsByAnythingElse_failsAsAWhole_andTheNextGoesOut() {
    ask(1);
    List<UniAssertSubscriber<String>> batch = IntStream.range(2, 5).mapToObj(this::ask).toList();
    UniAssertSubscriber<String> next = ask(5);
    sent.remove().answer();

    sent.remove().emitter().fail(new IllegalStateException("no connection"));

    batch.forEach(each -> each.assertFailedWith(IllegalStateException.class, "no connection"));
    sent.remove().answer();
    next.assertItem("answer 5");
  }

  @Test
  void batchThatFailsAfterALongTime_failsThoseWhoWaitedBehindIt() {
    UniAssertSubscriber<String> first = ask(1);
    UniAssertSubscriber<String> behind = ask(2);
    now += Duration.ofMillis(51).toNanos();

    sent.remove().emitter().fail(new IllegalStateException("silence"));

    first.assertFailedWith(IllegalStateException.class, "silence");
    behind.assertFailedWith(IllegalStateException.class, "silence");
    UniAssertSubscriber<String> next = ask(3);
    sent.remove().answer();
    next.assertItem("answer 3");
  }

  @Test
  void statementThatThrows_failsItsBatchOnly() {
    Batcher<Integer, String> throwing =
        new Batcher<>(
            new Batcher.Limits(5, 5, 3),
            questions -> {
              throw new IllegalStateException("bug");
            },
            failure -> false,
            (question, answer) -> undelivered.add(question + ": " + answer),
            () -> now);

    for (int i = 0; i < 3; i++) {
      throwing
          .ask("one", i, HERE)
          .subscribe()
          .withSubscriber(UniAssertSubscriber.create())
          .assertFailedWith(IllegalStateException.class, "bug");
    }
  }
}
