package berth.pods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import berth.harness.Answer;
import berth.harness.Api;
import berth.harness.AtOnce;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/** Ten thousand waiters of one subscription at two packaged pods, and another subscription. */
class CrowdIT extends TwoPods {

  private static final Logger LOG = Logger.getLogger(CrowdIT.class);
  private static final int CROWD = 10_000;
  private static final int GROUP = 500;
  private static final int MAX_AT_A_POD = 1_000;
  private static final int OTHERS = 8;
  private static final int SECONDS = Integer.getInteger("berth.load.seconds", 5);
  private static final int WARM_UP_SECONDS = 3;

  /**
   * The factor by which the requests of other callers may take longer, on a machine where clients,
   * pods and database share two cores.
   */
  private static final int TIMES_QUIET = 5;

  private static final Duration FLOOR = Duration.ofSeconds(1);

  @Test
  void crowdOfOneSubscription_isHeldWithinItsBounds_andOthersGetTheirSlots() {
    long warnings = lines("WARN");
    here.configured("sim-" + user, 1);
    String held = here.take("{\"leaseSeconds\": 3600}").text("slot");
    Api others = pods().admin(0).subscribed("{\"name\": \"others\", \"quantity\": 2}");
    others.configured("sim-" + user + "-1", 15);
    others.configured("sim-" + user + "-2", 15);
    work(others, WARM_UP_SECONDS);
    List<Long> quiet = work(others, WARM_UP_SECONDS);

    List<CompletableFuture<HttpResponse<String>>> crowd = new CopyOnWriteArrayList<>();
    CompletableFuture<Void> arriving = CompletableFuture.runAsync(() -> sendAll(crowd));
    List<Long> crowded = work(others, SECONDS);
    arriving.orTimeout(60, TimeUnit.SECONDS).join();

    LOG.infof(
        "Take and release, p50 and p99: %d and %d ms while it is quiet, %d and %d in a crowd",
        percentile(quiet, 50),
        percentile(quiet, 99),
        percentile(crowded, 50),
        percentile(crowded, 99));
    assertThat(percentile(crowded, 99))
        .isLessThan(Math.max(FLOOR.toMillis(), TIMES_QUIET * percentile(quiet, 99)));
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> answered(crowd, status -> true) == CROWD - 2 * MAX_AT_A_POD);
    untilWaiting(here, MAX_AT_A_POD);
    untilWaiting(there, MAX_AT_A_POD);
    assertThat(refused(crowd))
        .hasSize(CROWD - 2 * MAX_AT_A_POD)
        .allMatch(answer -> answer.status() == 429 || answer.status() == 503)
        .allMatch(answer -> Integer.parseInt(answer.header("Retry-After")) >= 1);
    assertThat(refused(crowd))
        .filteredOn(answer -> answer.status() == 429)
        .isNotEmpty()
        .allMatch(answer -> answer.text("error").equals("Too many requests are waiting"));

    // each time that the slot is released, one of the waiters gets it
    for (int i = 0; i < 20; i++) {
      int before = answered(crowd, status -> status == 201);
      here.release(held);
      await()
          .pollInterval(Duration.ofMillis(2))
          .until(() -> answered(crowd, status -> status == 201) > before);
      held = newest(crowd);
    }
    assertThat(lines("The database can't be reached")).isZero();
    assertThat(lines("WARN") - warnings).isLessThan(10);
    assertThat(pods().database().deadlocks()).isZero();
  }

  private static long lines(String text) {
    return pods().log().stream().filter(line -> line.contains(text)).count();
  }

  /**
   * Sends the crowd's requests in groups, each when the one before has arrived, by a client of its
   * own. The client reuses the connections of refused requests: a pod accepts no more than 2,000.
   */
  private void sendAll(List<CompletableFuture<HttpResponse<String>>> crowd) {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    for (int number = 0; number < CROWD; number += GROUP) {
      List<CompletableFuture<HttpResponse<String>>> group =
          IntStream.range(number, number + GROUP)
              .mapToObj(
                  one ->
                      (one % 2 == 0 ? here : there)
                          .sendTake(client, "{}", Map.of("Prefer", "wait=60")))
              .toList();
      crowd.addAll(group);
      await().atMost(Duration.ofSeconds(30)).until(() -> arrived(crowd) >= crowd.size());
    }
  }

  private int arrived(List<CompletableFuture<HttpResponse<String>>> crowd) {
    return answered(crowd, status -> true) + waiting();
  }

  private int waiting() {
    return here.slots().json().path("waiting").asInt()
        + there.slots().json().path("waiting").asInt();
  }

  /** Takes and releases slots at both pods, and returns the milliseconds that each pair took. */
  private static List<Long> work(Api others, int seconds) {
    Collection<Long> times = new ConcurrentLinkedQueue<>();
    long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    AtOnce.run(
        OTHERS,
        number -> {
          Api caller = others.at(pods().url(number));
          while (System.nanoTime() < end) {
            long begun = System.nanoTime();
            Answer taken = caller.take();
            assertThat(taken.status()).isEqualTo(201);
            assertThat(caller.release(taken.text("slot")).status()).isEqualTo(204);
            times.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
          }
          return number;
        });
    return times.stream().sorted().toList();
  }

  private static long percentile(List<Long> sorted, int percent) {
    return sorted.get((sorted.size() - 1) * percent / 100);
  }

  private static int answered(
      List<CompletableFuture<HttpResponse<String>>> crowd, IntPredicate status) {
    return (int)
        crowd.stream().filter(one -> one.isDone() && status.test(one.join().statusCode())).count();
  }

  private static List<Answer> refused(List<CompletableFuture<HttpResponse<String>>> crowd) {
    return crowd.stream()
        .filter(CompletableFuture::isDone)
        .map(one -> Answer.of(one.join()))
        .filter(answer -> answer.status() != 201)
        .toList();
  }

  /** The slot that was granted last. */
  private static String newest(List<CompletableFuture<HttpResponse<String>>> crowd) {
    List<Answer> granted = new ArrayList<>();
    crowd.stream()
        .filter(one -> one.isDone() && one.join().statusCode() == 201)
        .map(one -> Answer.of(one.join()))
        .forEach(granted::add);
    return granted.stream()
        .max((one, other) -> Long.compare(fence(one), fence(other)))
        .orElseThrow()
        .text("slot");
  }

  private static long fence(Answer granted) {
    return granted.json().path("fence").asLong();
  }
}
