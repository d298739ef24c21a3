package berth.chaos;

import static org.awaitility.Awaitility.await;

import berth.chaos.record.LimitHistory;
import berth.chaos.record.Repeats;
import berth.chaos.worker.ChaosCaller;
import berth.chaos.worker.Configurer;
import berth.chaos.worker.Pool;
import berth.chaos.worker.Returner;
import berth.chaos.worker.Threads;
import berth.chaos.worker.Worker;
import berth.harness.Api;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.awaitility.core.ConditionTimeoutException;

/** The accounts, and the callers that take their slots and change them. */
final class Workers {

  private static final List<Integer> LIMITS = List.of(1, 1, 3, 3, 15);
  private static final int CHANGING = 3;
  private static final int WORKERS = 32;

  private final ServiceUnderTest service;
  private final Random random;
  private final Repeats repeats = new Repeats();
  private final List<Configurer> configurers = new ArrayList<>();

  /** The changing accounts are in this pool at the end. */
  private final Pool large;

  /** The changing accounts are in this pool at times. */
  private final Pool small;

  /** Each account has one slot, and one caller that takes it. */
  private final Pool single;

  Workers(ServiceUnderTest service, Random random) {
    this.service = service;
    this.random = random;
    List<String> changing = new ArrayList<>();
    large = pool("large", LIMITS, changing);
    small = pool("small", List.of(3), changing);
    single = pool("single", List.of(1, 1, 1, 1), List.of());
    for (int i = 0; i < CHANGING; i++) {
      String discord = "sim-changing-" + i;
      String channel = at(0).as(large.token()).configured(discord, Configurer.LAST_LIMIT);
      changing.add(channel);
      List<String> owners = List.of(large.token(), small.token());
      configurers.add(
          new Configurer(caller(), service.history(), newRandom(), discord, channel, owners));
    }
  }

  private Pool pool(String name, List<Integer> limits, List<String> changing) {
    Api caller = at(0).subscribed("{\"name\": \"%s\", \"quantity\": 20}".formatted(name));
    Map<String, Integer> steady = new LinkedHashMap<>();
    for (int i = 0; i < limits.size(); i++) {
      String channel = caller.configured("sim-" + name + "-" + i, limits.get(i));
      steady.put(channel, limits.get(i));
      service.history().addLimits(channel, LimitHistory.always(limits.get(i)));
    }
    return new Pool(String.valueOf(caller.token()), steady, changing);
  }

  /** The work of all callers. */
  List<Threads.Work> work() {
    List<Threads.Work> all = new ArrayList<>();
    for (int i = 0; i < WORKERS; i++) {
      // one in four in the small pool
      Pool pool = i % 4 == 0 ? small : large;
      all.add(new Worker(caller(), service.history(), repeats, newRandom(), pool)::run);
    }
    for (String channel : single.steady().keySet()) {
      all.add(
          new Returner(
                  caller(),
                  service.history(),
                  service.databaseSettling(),
                  newRandom(),
                  single.token(),
                  channel)
              ::run);
    }
    configurers.forEach(each -> all.add(each::run));
    return all;
  }

  /**
   * Waits until the longest possible lease has ended, and sets the accounts that changed to a known
   * limit.
   *
   * @return by API token, the limits by channel
   */
  Map<String, Map<String, Integer>> settle() throws InterruptedException {
    Duration longest = Duration.ofSeconds(Worker.LONGEST_LEASE_SECONDS + 1);
    List<Pool> pools = List.of(large, small, single);
    try {
      await()
          .pollDelay(longest)
          .atMost(longest.plusSeconds(5))
          .until(() -> running(pools).isEmpty());
    } catch (ConditionTimeoutException timedOut) {
      service.history().violation("held for longer than any lease: " + running(pools));
    }
    Map<String, Integer> limits = new LinkedHashMap<>(large.steady());
    for (Configurer configurer : configurers) {
      configurer.finish();
    }
    large.changing().forEach(channel -> limits.put(channel, Configurer.LAST_LIMIT));
    return Map.of(
        large.token(), limits, small.token(), small.steady(), single.token(), single.steady());
  }

  Repeats repeats() {
    return repeats;
  }

  private List<JsonNode> running(List<Pool> pools) {
    List<JsonNode> all = new ArrayList<>();
    pools.forEach(
        pool -> at(0).as(pool.token()).slots().json().path("executing").forEach(all::add));
    return all;
  }

  private Api at(int pod) {
    return service.callers().get(pod);
  }

  private ChaosCaller caller() {
    return service.caller(newRandom());
  }

  /** A generator for each thread. Threads that shared one would mix their sequences. */
  private Random newRandom() {
    return new Random(random.nextLong());
  }
}
