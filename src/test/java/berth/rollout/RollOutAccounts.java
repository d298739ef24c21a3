package berth.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import berth.harness.Answer;
import berth.harness.Api;
import berth.harness.Holding;
import berth.harness.network.RoundRobin;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The accounts on which the workers' jobs run, with the limit of each channel. */
record RollOutAccounts(Api caller, Map<String, Integer> limits) {

  /** Creates a subscription and configures accounts, with fewer slots than there are workers. */
  static RollOutAccounts configured(Api admin, RoundRobin balancer) {
    Api caller = admin.subscribed("{\"name\": \"roll\", \"quantity\": 10}");
    Map<String, Integer> limits = new TreeMap<>();
    for (int i = 0; i < 6; i++) {
      String account = "sim-roll-" + i;
      int limit = 1 + i % 3;
      Answer configured = balancer.send(url -> caller.at(url).configure(account, limit));
      assertThat(configured.status()).as(configured.toString()).isIn(200, 201);
      limits.put(configured.text("channel"), limit);
    }
    return new RollOutAccounts(caller, limits);
  }

  /**
   * Checks that no account ran over its limit, and that exactly the configured slots are free now.
   */
  void check(Collection<Holding> holdings, RoundRobin balancer) {
    limits.forEach(
        (channel, limit) -> assertThat(Holding.mostAtOnce(holdings, channel)).isBetween(1, limit));
    int places = limits.values().stream().mapToInt(Integer::intValue).sum();
    List<Answer> all =
        IntStream.rangeClosed(0, places)
            .mapToObj(n -> balancer.send(url -> caller.at(url).take()))
            .toList();
    assertThat(all.subList(0, places)).allMatch(answer -> answer.status() == 201);
    assertThat(all.get(places).status()).isEqualTo(429);
  }
}
