package berth;

import static org.assertj.core.api.Assertions.assertThat;

import berth.dev.discord.SimulatedDiscord;
import berth.harness.Answer;
import berth.harness.Api;
import berth.harness.AtOnce;
import berth.harness.Holding;
import berth.harness.Pod;
import berth.harness.Pods;
import berth.harness.RoundRobin;
import berth.harness.TestDatabase;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Three packaged pods are replaced one by one, while callers go on with their work. */
class RollOutIT {

  private static final Logger LOG = Logger.getLogger(RollOutIT.class);
  private static final int PODS = 3;
  private static final int WORKERS = 24;
  private static final int WAIT_SECONDS = 5;
  private static final Duration HELD = Duration.ofMillis(30);

  private final List<Pod> pods = new ArrayList<>();
  private final RoundRobin balancer = RoundRobin.start();
  private CompletableFuture<Void> rollOut = CompletableFuture.completedFuture(null);
  private SimulatedDiscord discord;
  private Map<String, String> settings;

  @BeforeEach
  void start() throws IOException {
    discord = SimulatedDiscord.start();
    settings = new HashMap<>(Pods.settings(TestDatabase.create(), discord));
    // as long as the balancer may take to notice
    settings.put("QUARKUS_SHUTDOWN_DELAY", "1s");
    for (int i = 0; i < PODS; i++) {
      pods.add(Pod.start(settings));
    }
    pods.forEach(this::join);
  }

  @AfterEach
  void stop() {
    // whatever happened: it may just be starting another pod
    rollOut.exceptionally(failure -> null).join();
    balancer.close();
    pods.forEach(Pod::close);
    discord.close();
  }

  @Test
  void rollOut_underLoad_failsNoRequestThatIsSentAgain_andOvergrantsNothing() {
    Api caller = Pods.admin(pods.get(0)).subscribed("{\"name\": \"roll\", \"quantity\": 10}");
    Map<String, Integer> limits = new TreeMap<>();
    for (int i = 0; i < 6; i++) {
      limits.put(caller.configured("sim-roll-" + i, 1 + i % 3), 1 + i % 3);
    }
    int places = limits.values().stream().mapToInt(Integer::intValue).sum();
    Collection<Holding> holdings = new ConcurrentLinkedQueue<>();
    CountDownLatch rolled = new CountDownLatch(1);

    rollOut =
        CompletableFuture.runAsync(this::replaceAll)
            .whenComplete((done, failure) -> rolled.countDown());
    AtOnce.run(
        WORKERS,
        number -> {
          while (rolled.getCount() > 0) {
            work(caller, number % 2 == 0, holdings);
          }
          return number;
        });

    rollOut.join();
    LOG.infof(
        "%d slots were held while %d pods were replaced; %d requests were sent again",
        holdings.size(), PODS, balancer.retries());
    limits.forEach(
        (channel, limit) -> assertThat(Holding.mostAtOnce(holdings, channel)).isBetween(1, limit));
    List<Answer> all =
        IntStream.rangeClosed(0, places)
            .mapToObj(n -> balancer.send(url -> caller.at(url).take()))
            .toList();
    assertThat(all.subList(0, places)).allMatch(answer -> answer.status() == 201);
    assertThat(all.get(places).status()).isEqualTo(429);
  }

  private void replaceAll() {
    for (int i = 0; i < PODS; i++) {
      Pod old = pods.get(i);
      Pod fresh = Pod.start(settings);
      pods.set(i, fresh);
      join(fresh);
      old.end();
      assertThat(old.exitStatus()).as(String.join("\n", old.log())).isIn(0, 143);
      balancer.remove(old.url());
      assertThat(old.log()).noneMatch(line -> line.contains("ERROR"));
    }
  }

  private void join(Pod pod) {
    balancer.add(pod.url());
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> balancer.uses(pod.url()));
  }

  /** Takes a slot, waits for it maybe, and gives it back at another pod. */
  private void work(Api caller, boolean waits, Collection<Holding> holdings) {
    String key = UUID.randomUUID().toString();
    Answer taken =
        balancer.send(
            url ->
                waits
                    ? caller.at(url).takeWaiting("{}", key, WAIT_SECONDS)
                    : caller.at(url).take("{}", key));
    if (taken.status() == 429) {
      return;
    }
    assertThat(taken.status()).as(taken.toString()).isIn(200, 201);
    long from = System.nanoTime();
    // the longer it is held, the more it would matter if somebody else were granted it
    LockSupport.parkNanos(HELD.toNanos());
    holdings.add(new Holding(taken.text("channel"), from, System.nanoTime()));
    Answer released = balancer.send(url -> caller.at(url).release(taken.text("slot")));
    assertThat(released.status()).as(released.toString()).isEqualTo(204);
  }
}
