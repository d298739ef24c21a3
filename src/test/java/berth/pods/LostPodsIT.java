package berth.pods;

import static org.assertj.core.api.Assertions.assertThat;

import berth.harness.Answer;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One of two packaged pods stops or dies, and the other takes over its work. */
class LostPodsIT extends TwoPods {

  @AfterEach
  void startAnew() {
    stop();
  }

  @Test
  void cooling_reportedToAPodThatDied_endsAtTheOther() {
    here.configured("sim-back-" + user, 1);
    there.release(there.take().text("slot"), "outcome=limited&retryAfter=15");
    pods().kill(1);
    long begun = System.nanoTime();

    Answer granted = answer(here.waitForSlot("{}", 40));

    assertThat(granted.status()).isEqualTo(201);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(18));
  }

  @Test
  void waiters_ofAPodThatStops_areRefused_andNoOthers() {
    here.configured("sim-" + user, 1);
    String held = here.take().text("slot");
    CompletableFuture<HttpResponse<String>> leaving = here.waitForSlot("{}", 50);
    untilWaiting(here, 1);
    CompletableFuture<HttpResponse<String>> staying = there.waitForSlot("{}", 50);
    untilWaiting(there, 1);
    long begun = System.nanoTime();
    pods().end(0);
    Answer refused = answer(leaving);
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.header("Retry-After")).isEqualTo("1");
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
    there.release(held);
    assertThat(answer(staying).status()).isEqualTo(201);
  }

  @Test
  void waiters_ofAPodThatWasKilled_doNotBlockOthers() {
    here.configured("sim-" + user, 1);
    String held = here.take().text("slot");
    CompletableFuture<HttpResponse<String>> first = here.waitForSlot("{}", 50);
    untilWaiting(here, 1);
    CompletableFuture<HttpResponse<String>> second = there.waitForSlot("{}", 50);
    untilWaiting(there, 1);
    pods().kill(0);
    assertThat(first).failsWithin(Duration.ofSeconds(10));
    long begun = System.nanoTime();
    there.release(held);
    assertThat(answer(second).status()).isEqualTo(201);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(1));
  }
}
