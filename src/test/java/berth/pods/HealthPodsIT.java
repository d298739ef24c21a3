package berth.pods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import berth.harness.Answer;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Accounts that leave the rotation and come back, with two packaged pods. */
class HealthPodsIT extends TwoPods {

  /** The median wait is far shorter than the pause between two polls of a waiter. */
  @Test
  void resumedAndReset_atOnePod_wakeTheWaiterOfTheOther() {
    here.configured("sim-busy-" + user, 1);
    here.take();
    String channel = here.configured("sim-back-" + user, 1);
    List<Long> resumed = new ArrayList<>();
    List<Long> reset = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      here.pause(channel);
      resumed.add(millisUntilServed(channel, here::resume, "outcome=moderated"));
      reset.add(millisUntilServed(channel, here::reset, "outcome=done"));
    }
    assertThat(resumed.stream().sorted().toList().get(3)).isLessThan(200);
    assertThat(reset.stream().sorted().toList().get(3)).isLessThan(200);
  }

  private long millisUntilServed(String channel, Consumer<String> bringBack, String outcome) {
    CompletableFuture<HttpResponse<String>> waiter = there.waitForSlot("{}", 20);
    untilWaiting(there, 1);
    long begun = System.nanoTime();
    bringBack.accept(channel);
    Answer granted = answer(waiter);
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    assertThat(granted.text("channel")).isEqualTo(channel);
    assertThat(there.release(granted.text("slot"), outcome).status()).isEqualTo(204);
    return millis;
  }

  /** Many accounts at once come back in little more time than one. */
  @Test
  void cooling_ofManyAtOnce_endsForAllOfThem() {
    List<String> channels =
        IntStream.range(0, 150).mapToObj(n -> here.configured("sim-" + user + "-" + n, 1)).toList();
    List<String> slots = channels.stream().map(channel -> here.take().text("slot")).toList();
    slots.forEach(slot -> here.release(slot, "outcome=limited&retryAfter=600"));
    pods()
        .database()
        .execute(
            "UPDATE account SET cooling_until = now(), due_at = now() WHERE status = 'COOLING'");
    long begun = System.nanoTime();
    here.resume(channels.get(0));

    await().atMost(Duration.ofSeconds(20)).until(() -> active() == 150);

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(12));
    assertThat(channels.stream().map(channel -> there.take().status())).containsOnly(201);
    assertThat(there.take().status()).isEqualTo(429);
  }

  private int active() {
    String slots = here.get("/v2/slots/midjourney?limit=1000").body();
    return slots.split("\"status\":\"active\"", -1).length - 1;
  }
}
