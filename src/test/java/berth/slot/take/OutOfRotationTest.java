package berth.slot.take;

import static org.assertj.core.api.Assertions.assertThat;

import berth.harness.Answer;
import berth.harness.RunningBerth;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Taking and waiting while accounts are out of rotation. */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class OutOfRotationTest extends AccountsOfOneSlot {

  @Test
  void allOutForGood_isReportedByAccount() {
    List<String> channels =
        List.of(account("1"), account("2"), account("3")).stream().sorted().toList();
    end(channels.get(1), "outcome=moderated&message=Read%20this");
    caller.pause(channels.get(0));
    end(channels.get(2), "outcome=moderated");

    assertThat(caller.take())
        .hasToString(
            ("409 {\"error\":\"No account can take jobs\",\"errorDetails\":\"%s is paused; "
                    + "%s is moderated: Read this; %s is moderated\",\"code\":409}")
                .formatted(channels.toArray()));
    assertThat(takePinned(channels.get(0)))
        .hasToString(
            ("409 {\"error\":\"Account can't take jobs\","
                    + "\"errorDetails\":\"%s is paused\",\"code\":409}")
                .formatted(channels.get(0)));
  }

  @Test
  void allOfManyOutForGood_namesTwenty() {
    IntStream.range(0, 23).forEach(n -> caller.pause(account("" + n)));

    Answer refused = caller.take();

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text("errorDetails")).endsWith(" is paused; and 3 more");
    assertThat(refused.text("errorDetails").split("; ", -1)).hasSize(21);
  }

  @Test
  void pinnedToOneThatIsOut_whileAnotherIsIn_isRefused() {
    String out = account("1");
    account("2");
    caller.pause(out);

    assertThat(takePinned(out).status()).isEqualTo(409);
    assertThat(caller.take().status()).isEqualTo(201);
    assertThat(caller.take().status()).isEqualTo(429);
  }

  @Test
  void waiting_whenAllAreOutForGood_isRefusedAtOnce() {
    caller.pause(account("1"));
    long begun = System.nanoTime();

    Answer refused = answer(caller.waitForSlot("{}", 30));

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.header("Preference-Applied")).isEqualTo("wait=30");
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pause", "outcome=rejected", "outcome=moderated&message=x"})
  void waiting_whileAllGoOutForGood_isRefusedAtOnce(String why) {
    String channel = caller.configured("sim-" + user, 2);
    List<String> held = caller.taken(2);
    String pin = "{\"channel\": \"%s\"}".formatted(channel);
    CompletableFuture<HttpResponse<String>> waiter = caller.waitForSlot("{}", 30);
    CompletableFuture<HttpResponse<String>> pinned = caller.waitForSlot(pin, 30);
    untilWaiting(2);
    long begun = System.nanoTime();

    if (why.equals("pause")) {
      caller.pause(channel);
    } else {
      caller.release(held.get(0), why);
    }

    assertThat(answer(waiter).status()).isEqualTo(409);
    assertThat(answer(waiter).text("error")).isEqualTo("No account can take jobs");
    assertThat(answer(pinned).status()).isEqualTo(409);
    assertThat(answer(pinned).text("error")).isEqualTo("Account can't take jobs");
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void waiting_whileOneOfTwoGoesOutForGood_waitsForTheOther() {
    String out = account("1");
    String in = account("2");
    String held = takePinned(in).text("slot");
    takePinned(out);
    CompletableFuture<HttpResponse<String>> waiter = caller.waitForSlot("{}", 30);
    CompletableFuture<HttpResponse<String>> pinned =
        caller.waitForSlot("{\"channel\": \"%s\"}".formatted(out), 30);
    untilWaiting(2);

    caller.pause(out);

    assertThat(answer(pinned).status()).isEqualTo(409);
    caller.release(held);
    assertThat(answer(waiter).text("channel")).isEqualTo(in);
  }

  @Test
  void moderated_withAnEnd_isBusyUntilThen() {
    String channel = account("1");
    end(channel, "outcome=moderated&retryAfter=7");

    Answer refused = caller.take();

    assertThat(refused.status()).isEqualTo(429);
    assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(5, 7);
    assertThat(takePinned(channel).status()).isEqualTo(429);
    assertThat(answer(caller.waitForSlot("{}", 30)).status()).isEqualTo(201);
  }

  /** While its slot was held, callers had something to wait for. */
  @Test
  void theOnlyOneInRotation_deletedWhileBusy_leavesNoneAtOnce() {
    String busy = account("1");
    caller.pause(account("2"));
    caller.take();
    assertThat(caller.take().status()).isEqualTo(429);

    caller.deleteAccount(busy);

    assertThat(caller.take().status()).isEqualTo(409);
  }

  @Test
  void cooling_isBusyUntilItHasCooled() {
    String channel = account("1");
    end(channel, "outcome=limited&retryAfter=7");

    Answer refused = caller.take();

    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.text("error")).isEqualTo("All accounts are busy");
    assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(6, 7);
    assertThat(takePinned(channel).status()).isEqualTo(429);
  }

  @Test
  void cooling_forLong_isBusyUntilALeaseEnds_butNotOneOfItsOwn() {
    String cooling = account("1");
    account("2");
    caller.configured("sim-" + user + "-1", 2);
    takePinned(cooling);
    end(cooling, "outcome=limited&retryAfter=600");
    caller.take("{\"leaseSeconds\": 20}");

    assertThat(Integer.parseInt(caller.take().header("Retry-After"))).isBetween(19, 20);
    assertThat(takePinned(cooling).header("Retry-After")).isEqualTo("30");
  }

  @Test
  void oneCoolingAmongOthersOutForGood_isBusy() {
    String cooling = account("1");
    end(cooling, "outcome=limited&retryAfter=20");
    caller.pause(account("2"));

    assertThat(caller.take().status()).isEqualTo(429);
  }
}
