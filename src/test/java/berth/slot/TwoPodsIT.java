package berth.slot;

import static org.assertj.core.api.Assertions.assertThat;

import berth.harness.Answer;
import berth.harness.Api;
import berth.harness.AtOnce;
import berth.harness.ChiSquare;
import berth.harness.Holding;
import berth.harness.Pods;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two packaged pods that were started at once on an empty database, under load. */
class TwoPodsIT {

  private static final Logger LOG = Logger.getLogger(TwoPodsIT.class);
  private static final long LEASE_SECONDS = 10;
  private static final int GRANTS = 100_000;

  private static Pods pods;

  @BeforeAll
  static void start() {
    pods = Pods.start(2);
  }

  @AfterAll
  static void stop() {
    pods.close();
  }

  @Test
  void hundredCallersOnTenAccounts_runNoneOverItsLimit_andLeaveAllSlotsFree() {
    Api caller = pods.admin(0).subscribed("{\"name\": \"load\", \"quantity\": 10}");
    Map<String, Integer> limits = new TreeMap<>();
    for (int i = 0; i < 10; i++) {
      int limit = List.of(1, 3, 3, 3, 15).get(i % 5);
      limits.put(caller.configured("sim-load-" + i, limit), limit);
    }
    int places = limits.values().stream().mapToInt(Integer::intValue).sum();
    Collection<Holding> holdings = new ConcurrentLinkedQueue<>();
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();

    AtOnce.run(
        100,
        number -> {
          while (System.nanoTime() < end) {
            work(caller.at(pods.url(number)), caller.at(pods.url(number + 1)), holdings);
          }
          return number;
        });

    LOG.infof("%d slots were held over two pods in 20 seconds", holdings.size());
    limits.forEach(
        (channel, limit) -> assertThat(Holding.mostAtOnce(holdings, channel)).isBetween(1, limit));
    Awaitility.await()
        .atMost(Duration.ofSeconds(LEASE_SECONDS + 5))
        .untilAsserted(() -> assertThat(caller.slots().json().path("executing")).isEmpty());
    List<Answer> all = IntStream.range(0, places + 1).mapToObj(n -> caller.take()).toList();
    assertThat(all.subList(0, places)).allMatch(answer -> answer.status() == 201);
    assertThat(all.get(places).status()).isEqualTo(429);
  }

  /** Takes a slot at one pod and gives it back at the other, renews it before, or dies with it. */
  private static void work(Api one, Api other, Collection<Holding> holdings) {
    long asked = System.nanoTime();
    Answer taken = one.take("{\"leaseSeconds\": %d}".formatted(LEASE_SECONDS));
    if (taken.status() == 429) {
      return;
    }
    assertThat(taken.status()).isEqualTo(201);
    long from = System.nanoTime();
    String slot = taken.text("slot");
    String channel = taken.text("channel");
    int chance = ThreadLocalRandom.current().nextInt(100);
    if (chance == 0) {
      holdings.add(new Holding(channel, from, asked + Duration.ofSeconds(LEASE_SECONDS).toNanos()));
      return;
    }
    if (chance < 20) {
      assertThat(other.renew(slot, (int) LEASE_SECONDS).status()).isEqualTo(200);
    }
    holdings.add(new Holding(channel, from, System.nanoTime()));
    assertThat(other.release(slot).status()).isEqualTo(204);
  }

  @Test
  void grants_areUniformOverAccountsBelowTheirLimit_whateverTheirSize() {
    double critical = ChiSquare.critical(UnevenPool.WITH_ROOM);
    double statistic = ChiSquare.of(grants("first"));
    LOG.infof("Chi-square of %d grants over two pods: %.2f", GRANTS, statistic);
    if (statistic > critical) {
      // once in a thousand times by chance; never twice in a row, but for a bias
      statistic = ChiSquare.of(grants("second"));
    }
    assertThat(statistic).isLessThan(critical);
  }

  /** Two callers' accounts, so that seven at once can take slots of each. */
  private static List<Integer> grants(String name) {
    List<Api> callers =
        IntStream.range(0, 2)
            .mapToObj(pods::admin)
            .map(admin -> admin.subscribed("{\"name\": \"uniform\", \"quantity\": 20}"))
            .toList();
    List<UnevenPool> pools =
        IntStream.range(0, 2)
            .mapToObj(number -> UnevenPool.configure(callers.get(number), name + "-" + number))
            .toList();
    AtOnce.run(
        14,
        number -> {
          Api caller = callers.get(number % 2);
          for (int i = 0; i < GRANTS / 14; i++) {
            Answer taken = caller.at(pods.url(number / 2 + i)).take();
            assertThat(taken.status()).isEqualTo(201);
            pools.get(number % 2).count(taken.text("channel"));
            caller.at(pods.url(i)).release(taken.text("slot"));
          }
          return number;
        });
    return IntStream.range(0, UnevenPool.WITH_ROOM)
        .mapToObj(i -> pools.get(0).counts().get(i) + pools.get(1).counts().get(i))
        .toList();
  }
}
