package berth.pods;

import static org.awaitility.Awaitility.await;

import berth.harness.Answer;
import berth.harness.Api;
import berth.harness.pod.Pods;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

/**
 * Base of tests that take slots at two packaged pods. To start the pods takes longer than most of
 * the tests, so all tests share them, each with a subscription of its own, until the JVM ends.
 */
public abstract class TwoPods {

  private static @Nullable Pods running;

  /** The caller at one pod. */
  Api here;

  /** The same caller at the other. */
  Api there;

  /** A Discord user of this test alone, so that each test has its own accounts. */
  String user;

  static Pods pods() {
    if (running == null) {
      Pods started = Pods.start(2);
      Runtime.getRuntime().addShutdownHook(new Thread(started::close));
      running = started;
    }
    return running;
  }

  @BeforeEach
  void subscribe() {
    here = pods().admin(0).subscribed("{\"name\": \"test\", \"quantity\": 200}");
    there = here.at(pods().url(1));
    user = UUID.randomUUID().toString();
  }

  /** Returns when this number of requests waits at the pod. */
  static void untilWaiting(Api caller, int count) {
    await()
        .pollInterval(Duration.ofMillis(5))
        .until(() -> caller.slots().json().path("waiting").asInt() == count);
  }

  static Answer answer(CompletableFuture<HttpResponse<String>> waiter) {
    return Answer.of(waiter.orTimeout(60, TimeUnit.SECONDS).join());
  }
}
