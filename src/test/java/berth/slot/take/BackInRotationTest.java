package berth.slot.take;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import berth.harness.Answer;
import berth.harness.RunningBerth;
import berth.harness.StoredAccount;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Accounts that come back into rotation, and waiters that get their slots. */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class BackInRotationTest extends AccountsOfOneSlot {

  @Test
  void cooled_account_goesToTheWaiterWithinASecond() {
    String channel = account("1");
    end(channel, "outcome=limited&retryAfter=2.5");
    Instant cooled = cooled(channel);

    Answer granted = answer(caller.waitForSlot("{}", 20));

    assertThat(granted.status()).isEqualTo(201);
    assertThat(Instant.now()).isBetween(cooled, cooled.plusSeconds(1));
    assertThat(caller.slots().json().path("accounts").path(0).path("status").asText())
        .isEqualTo("active");
  }

  @Test
  void limitedAgain_whileItCools_coolsUntilTheLaterEnd() {
    String channel = caller.configured("sim-" + user, 2);
    List<String> slots = List.of(caller.take().text("slot"), caller.take().text("slot"));
    caller.release(slots.get(0), "outcome=limited&retryAfter=4");
    Instant cooled = cooled(channel);

    caller.release(slots.get(1), "outcome=limited&retryAfter=1");

    assertThat(cooled(channel)).isEqualTo(cooled);
    assertThat(answer(caller.waitForSlot("{}", 20)).status()).isEqualTo(201);
    assertThat(Instant.now()).isAfterOrEqualTo(cooled);
  }

  private static Instant cooled(String channel) {
    return Instant.parse(new StoredAccount(channel).read("to_json(cooling_until) #>> '{}'"));
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

  /** A slot that can't be granted is not left to the waiter that is pinned to it, either. */
  @Test
  void pinnedWaiter_ofAPausedAccount_blocksNoOtherRequest() {
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
