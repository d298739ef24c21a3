package berth.pods;

import static org.assertj.core.api.Assertions.assertThat;

import berth.harness.Answer;
import berth.harness.Api;
import berth.harness.AtOnce;
import berth.harness.Holding;
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
import org.junit.jupiter.api.Test;

/** Two packaged pods under so much load that tests beside it would get no answer in time. */
class TwoPodsIT extends TwoPods {

  private static final Logger LOG = Logger.getLogger(TwoPodsIT.class);
  private static final long LEASE_SECONDS = 10;
  private static final int SECONDS = Integer.getInteger("berth.load.seconds", 5);

  @Test
  void hundredCallersOnTenAccounts_runNoneOverItsLimit_andLeaveAllSlotsFree() {
    Api caller = pods().admin(0).subscribed("{\"name\": \"load\", \"quantity\": 10}");
    Map<String, Integer> limits = new TreeMap<>();
    for (int i = 0; i < 10; i++) {
      int limit = List.of(1, 3, 3, 3, 15).get(i % 5);
      limits.put(caller.configured("sim-load-" + i, limit), limit);
    }
    int slots = limits.values().stream().mapToInt(Integer::intValue).sum();
    Collection<Holding> holdings = new ConcurrentLinkedQueue<>();
    long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();

    AtOnce.run(
        100,
        number -> {
          while (System.nanoTime() < end) {
            work(caller.at(pods().url(number)), caller.at(pods().url(number + 1)), holdings);
          }
          return number;
        });

    LOG.infof("%d slots were held over two pods in %d seconds", holdings.size(), SECONDS);
    limits.forEach(
        (channel, limit) -> assertThat(Holding.mostAtOnce(holdings, channel)).isBetween(1, limit));
    Awaitility.await()
        .atMost(Duration.ofSeconds(LEASE_SECONDS + 5))
        .untilAsserted(() -> assertThat(caller.slots().json().path("executing")).isEmpty());
    List<Answer> all = IntStream.range(0, slots + 1).mapToObj(n -> caller.take()).toList();
    assertThat(all.subList(0, slots)).allMatch(answer -> answer.status() == 201);
    assertThat(all.get(slots).status()).isEqualTo(429);
    assertThat(pods().database().deadlocks()).isZero();
  }

  /**
   * Takes a slot at one pod and releases it at the other. Renews some slots before, and lets the
   * leases of a few run out.
   */
  private static void work(Api one, Api other, Collection<Holding> holdings) {
    long sent = System.nanoTime();
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
      holdings.add(new Holding(channel, from, sent + Duration.ofSeconds(LEASE_SECONDS).toNanos()));
      return;
    }
    if (chance < 20) {
      assertThat(other.renew(slot, (int) LEASE_SECONDS).status()).isEqualTo(200);
    }
    holdings.add(new Holding(channel, from, System.nanoTime()));
    assertThat(other.release(slot).status()).isEqualTo(204);
  }
}
