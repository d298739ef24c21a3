package berth.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import berth.harness.Answer;
import berth.harness.Api;
import berth.harness.RunningBerth;
import berth.harness.StoredAccount;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Taking and waiting when accounts are out of play. */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class OutOfPlayTest {

  private Api caller;
  private String user;

  @BeforeEach
  void subscribe() {
    caller = RunningBerth.admin().subscribed("{\"name\": \"test\", \"quantity\": 50}");
    user = UUID.randomUUID().toString();
  }

  private String account(String name) {
    return caller.configured("sim-" + user + "-" + name, 1);
  }

  private void end(String channel, String query) {
    Answer taken = caller.take("{\"channel\": \"%s\"}".formatted(channel));
    assertThat(caller.release(taken.text("slot"), query).status()).isEqualTo(204);
  }

  private Answer takePinned(String channel) {
    return caller.take("{\"channel\": \"%s\"}".formatted(channel));
  }

  private static Answer answer(CompletableFuture<HttpResponse<String>> waiter) {
    return Answer.of(waiter.orTimeout(40, TimeUnit.SECONDS).join());
  }

  private void untilWaiting(int count) {
    await()
        .pollInterval(Duration.ofMillis(10))
        .until(() -> caller.slots().json().path("waiting").asInt() == count);
  }

  // 409

  @Test
  void allOutForGood_isToldByAccount() {
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

  @Test
  void waiting_whileAllGoOutForGood_isRefusedWhenTheTimeIsOver() {
    String channel = account("1");
    caller.take();
    CompletableFuture<HttpResponse<String>> waiter = caller.waitForSlot("{}", 2);
    untilWaiting(1);

    caller.pause(channel);

    assertThat(answer(waiter).status()).isEqualTo(409);
  }

  /** While a slot of it ran there was something to wait for. */
  @Test
  void theOnlyOneInPlay_deletedWhileBusy_leavesNoneAtOnce() {
    String busy = account("1");
    caller.pause(account("2"));
    caller.take();
    assertThat(caller.take().status()).isEqualTo(429);

    caller.deleteAccount(busy);

    assertThat(caller.take().status()).isEqualTo(409);
  }

  // 429

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

  // Waking

  @Test
  void cooled_account_goesToTheWaiterWithinASecond() {
    end(account("1"), "outcome=limited&retryAfter=2.5");
    long begun = System.nanoTime();

    Answer granted = answer(caller.waitForSlot("{}", 20));

    assertThat(granted.status()).isEqualTo(201);
    assertThat(Duration.ofNanos(System.nanoTime() - begun))
        .isBetween(Duration.ofSeconds(2), Duration.ofMillis(3_500));
    assertThat(caller.slots().json().path("accounts").path(0).path("status").asText())
        .isEqualTo("active");
  }

  @Test
  void limitedAgain_whileItCools_coolsUntilTheLaterEnd() {
    String channel = caller.configured("sim-" + user, 2);
    List<String> slots = List.of(caller.take().text("slot"), caller.take().text("slot"));
    caller.release(slots.get(0), "outcome=limited&retryAfter=4");
    String until = caller.account(channel).text("until");

    caller.release(slots.get(1), "outcome=limited&retryAfter=1");

    assertThat(caller.account(channel).text("until")).isEqualTo(until);
    long begun = System.nanoTime();
    assertThat(answer(caller.waitForSlot("{}", 20)).status()).isEqualTo(201);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofSeconds(2));
  }

  @Test
  void pausedWhileItCools_staysOutWhenItHasCooled_andIsBackWhenResumed() {
    String channel = account("1");
    end(channel, "outcome=limited&retryAfter=1");
    caller.pause(channel);
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> new StoredAccount(channel).read("status").equals("ACTIVE"));

    assertThat(caller.account(channel).text("status")).isEqualTo("paused");
    assertThat(caller.take().status()).isEqualTo(409);
    caller.resume(channel);
    assertThat(caller.take().status()).isEqualTo(201);
  }

  @Test
  void resumed_account_goesToTheWaiter() {
    String out = account("1");
    caller.pause(out);
    account("2");
    caller.take();
    CompletableFuture<HttpResponse<String>> waiter = caller.waitForSlot("{}", 20);
    untilWaiting(1);

    caller.resume(out);

    assertThat(answer(waiter).text("channel")).isEqualTo(out);
  }

  @Test
  void reset_account_goesToTheWaiter() {
    String out = account("1");
    end(out, "outcome=moderated");
    account("2");
    caller.take();
    CompletableFuture<HttpResponse<String>> waiter = caller.waitForSlot("{}", 20);
    untilWaiting(1);

    assertThat(caller.reset(out).status()).isEqualTo(204);

    assertThat(answer(waiter).text("channel")).isEqualTo(out);
  }

  /** What can't be granted is not left to those who wait for it either. */
  @Test
  void pinnedWaiter_ofAPausedAccount_holdsNobodyUp() {
    String out = account("1");
    account("2");
    String held = takePinned(out).text("slot");
    CompletableFuture<HttpResponse<String>> pinned =
        caller.waitForSlot("{\"channel\": \"%s\"}".formatted(out), 3);
    untilWaiting(1);
    caller.pause(out);
    caller.release(held);

    assertThat(caller.take().status()).isEqualTo(201);
    assertThat(answer(pinned).status()).isEqualTo(409);
  }
}
