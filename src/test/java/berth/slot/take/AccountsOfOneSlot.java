package berth.slot.take;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import berth.harness.Answer;
import berth.harness.OwnSubscription;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Base of tests whose accounts, of one slot each, leave the rotation and come back. */
abstract class AccountsOfOneSlot extends OwnSubscription {

  final String account(String name) {
    return caller.configured("sim-" + user + "-" + name, 1);
  }

  final void end(String channel, String query) {
    Answer taken = caller.take("{\"channel\": \"%s\"}".formatted(channel));
    assertThat(caller.release(taken.text("slot"), query).status()).isEqualTo(204);
  }

  final Answer takePinned(String channel) {
    return caller.take("{\"channel\": \"%s\"}".formatted(channel));
  }

  static Answer answer(CompletableFuture<HttpResponse<String>> waiter) {
    return Answer.of(waiter.orTimeout(40, TimeUnit.SECONDS).join());
  }

  final void untilWaiting(int count) {
    await()
        .pollInterval(Duration.ofMillis(10))
        .until(() -> caller.slots().json().path("waiting").asInt() == count);
  }
}
