package berth.slot;

import static org.awaitility.Awaitility.await;

import berth.harness.Answer;
import berth.harness.Api;
import berth.harness.Pods;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What tests need that each have two packaged pods of their own, and wait for slots at them. */
abstract class TwoOwnPods {

  Pods pods;

  /** The caller at one pod. */
  Api here;

  /** The same caller at the other. */
  Api there;

  @BeforeEach
  void start() {
    pods = Pods.start(2);
    here = pods.admin(0).subscribed("{\"name\": \"test\", \"quantity\": 200}");
    there = here.at(pods.url(1));
  }

  @AfterEach
  void stop() {
    pods.close();
  }

  /** Returns when so many wait at the pod. */
  static void untilWaiting(Api caller, int count) {
    await()
        .pollInterval(Duration.ofMillis(5))
        .until(() -> caller.slots().json().path("waiting").asInt() == count);
  }

  static Answer answer(CompletableFuture<HttpResponse<String>> waiter) {
    return Answer.of(waiter.orTimeout(60, TimeUnit.SECONDS).join());
  }
}
