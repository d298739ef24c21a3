package berth.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which requests fail with a statement. */
class BatcherFailureTest extends OneBatcher {

  @Test
  void requestThatFailsAloneAndLate_byItsOwnFault_failsNoRequestBehindIt() {
    UniAssertSubscriber<String> first = submit(1);
    UniAssertSubscriber<String> second = submit(2);
    now += Duration.ofSeconds(1).toNanos();

    sent.remove().emitter().fail(new IllegalArgumentException());

    first.assertFailedWith(IllegalArgumentException.class);
    sent.remove().answer();
    second.assertItem("answer 2");
  }

  @Test
  void batchThatFailsByOneRequest_isSentOneByOne() {
    submit(1);
    List<UniAssertSubscriber<String>> batch = IntStream.range(2, 5).mapToObj(this::submit).toList();
    sent.remove().answer();

    sent.remove().emitter().fail(new IllegalArgumentException("one of them"));
    assertThat(sent).extracting(Sent::requests).containsExactly(List.of(2));
    sent.remove().answer();
    sent.remove().emitter().fail(new IllegalArgumentException("this one"));
    sent.remove().answer();

    batch.get(0).assertItem("answer 2");
    batch.get(1).assertFailedWith(IllegalArgumentException.class, "this one");
    batch.get(2).assertItem("answer 4");
    submit(5).assertNotTerminated();
    assertThat(sent).extracting(Sent::requests).containsExactly(List.of(5));
  }

  @Test
  void batchThatFailsByAnythingElse_failsAsAWhole_andTheNextIsSent() {
    submit(1);
    List<UniAssertSubscriber<String>> batch = IntStream.range(2, 5).mapToObj(this::submit).toList();
    UniAssertSubscriber<String> next = submit(5);
    sent.remove().answer();

    sent.remove().emitter().fail(new IllegalStateException("no connection"));

    batch.forEach(each -> each.assertFailedWith(IllegalStateException.class, "no connection"));
    sent.remove().answer();
    next.assertItem("answer 5");
  }

  @Test
  void batchThatFailsAfterALongTime_failsTheRequestsBehindIt() {
    UniAssertSubscriber<String> first = submit(1);
    UniAssertSubscriber<String> behind = submit(2);
    now += Duration.ofMillis(51).toNanos();

    sent.remove().emitter().fail(new IllegalStateException("silence"));

    first.assertFailedWith(IllegalStateException.class, "silence");
    behind.assertFailedWith(IllegalStateException.class, "silence");
    UniAssertSubscriber<String> next = submit(3);
    sent.remove().answer();
    next.assertItem("answer 3");
  }

  @Test
  void statementThatThrows_failsItsBatchOnly() {
    Batcher<Integer, String> throwing =
        new Batcher<>(
            new Batcher.Limits(5, 5, 3),
            requests -> {
              throw new IllegalStateException("bug");
            },
            failure -> false,
            (request, result) -> undelivered.add(request + ": " + result),
            () -> now);

    for (int i = 0; i < 3; i++) {
      throwing
          .submit("one", i, HERE)
          .subscribe()
          .withSubscriber(UniAssertSubscriber.create())
          .assertFailedWith(IllegalStateException.class, "bug");
    }
  }
}
