package berth.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import berth.dev.discord.SimulatedDiscord;
import berth.harness.database.TestDatabase;
import berth.harness.network.RoundRobin;
import berth.harness.pod.Pod;
import berth.harness.pod.Pods;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Pods behind a load balancer, on one database, which is empty at first. */
final class Deployment implements AutoCloseable {

  private final RoundRobin balancer = RoundRobin.start();
  private final SimulatedDiscord discord;
  private final Map<String, String> settings;
  private final List<Pod> pods = new ArrayList<>();

  private Deployment(SimulatedDiscord discord) {
    this.discord = discord;
    settings = new HashMap<>(Pods.settings(TestDatabase.create(), discord));
    // the time that the balancer may need to notice
    settings.put("QUARKUS_SHUTDOWN_DELAY", "1s");
    settings.put("BERTH_EARLIER_PODS_UNTIL", Instant.now().plus(Duration.ofHours(1)).toString());
  }

  /** Starts without any pod. */
  static Deployment start() throws IOException {
    return new Deployment(SimulatedDiscord.start());
  }

  /** Starts pods of a package, and returns when requests go to all of them. */
  List<Pod> add(String berthPackage, int count) {
    List<Pod> added =
        Stream.generate(() -> Pod.start(berthPackage, settings)).limit(count).toList();
    pods.addAll(added);
    for (Pod pod : added) {
      balancer.add(pod);
      Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> balancer.uses(pod));
    }
    return added;
  }

  /** Ends a pod gracefully. Its log must have no errors. */
  void end(Pod pod) {
    pod.end();
    assertThat(pod.exitStatus()).as(String.join("\n", pod.log())).isIn(0, 143);
    balancer.remove(pod);
    assertThat(pod.log()).noneMatch(line -> line.contains("ERROR"));
  }

  /** Kills a pod, which cannot finish anything. */
  void kill(Pod pod) {
    pod.kill();
    pod.exitStatus();
    balancer.remove(pod);
  }

  RoundRobin balancer() {
    return balancer;
  }

  @Override
  public void close() {
    balancer.close();
    pods.forEach(Pod::close);
    discord.close();
  }
}
