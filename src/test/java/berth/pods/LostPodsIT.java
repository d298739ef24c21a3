package berth.pods;

import static org.assertj.core.api.Assertions.assertThat;

import berth.harness.Answer;
import berth.harness.Api;
import berth.harness.pod.Pods;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One of two packaged pods stops or dies, and the other takes over its work. */
@Tag("concurrent")
class LostPodsIT {

  private final Pods pods = Pods.start(2);
  private final Api here = pods.admin(0).subscribed("{\"name\": \"lost\", \"quantity\": 2}");
  private final Api there = here.at(pods.url(1));

  @AfterEach
  void stop() {
    pods.close();
  }

  @Test
  void cooling_reportedToAPodThatDied_endsAtTheOther() {
    here.configured("sim-back", 1);
    there.release(there.take().text("slot"), "outcome=limited&retryAfter=15");
    pods.kill(1);
    long begun = System.nanoTime();

    Answer granted = TwoPods.answer(here.waitForSlot("{}", 40));

    assertThat(granted.status()).isEqualTo(201);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(18));
  }

  @Test
  void waiters_ofAPodThatStops_areRefused_andNoOthers() {
    here.configured("sim-lost", 1);
    String held = here.take().text("slot");
    CompletableFuture<HttpResponse<String>> leaving = here.waitForSlot("{}", 50);
    TwoPods.untilWaiting(here, 1);
    CompletableFuture<HttpResponse<String>> staying = there.waitForSlot("{}", 50);
    TwoPods.untilWaiting(there, 1);
    long begun = System.nanoTime();
    pods.end(0);
    Answer refused = TwoPods.answer(leaving);
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.header("Retry-After")).isEqualTo("1");
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
    there.release(held);
    assertThat(TwoPods.answer(staying).status()).isEqualTo(201);
  }

  @Test
  void waiters_ofAPodThatWasKilled_doNotBlockOthers() {
    here.configured("sim-lost", 1);
    String held = here.take().text("slot");
    CompletableFuture<HttpResponse<String>> first = here.waitForSlot("{}", 50);
    TwoPods.untilWaiting(here, 1);
    CompletableFuture<HttpResponse<String>> second = there.waitForSlot("{}", 50);
    TwoPods.untilWaiting(there, 1);
    pods.kill(0);
    assertThat(first).failsWithin(Duration.ofSeconds(10));
    long begun = System.nanoTime();
    there.release(held);
    assertThat(TwoPods.answer(second).status()).isEqualTo(201);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(1));
  }
}
