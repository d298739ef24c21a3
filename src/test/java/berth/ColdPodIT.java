package berth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import berth.dev.discord.SimulatedDiscord;
import berth.harness.Api;
import berth.harness.Pod;
import berth.harness.Pods;
import berth.harness.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A pod that has just got ready has done before what its first requests need. That is counted in
 * classes: how long they take to load depends on the machine, and the benchmark tells.
 */
class ColdPodIT {

  /** The first two requests loaded 2,500 before pods warmed up. */
  private static final int FEW_CLASSES = 500;

  @Test
  @Tag("jar")
  void firstAccountAndFirstTake_findTheirClassesLoaded(@TempDir Path folder) throws IOException {
    Path loaded = folder.resolve("classes.log");
    try (SimulatedDiscord discord = SimulatedDiscord.start()) {
      Map<String, String> settings = new HashMap<>(Pods.settings(TestDatabase.create(), discord));
      settings.put("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + loaded);
      try (Pod pod = ready(settings)) {
        Api caller = Pods.admin(pod).subscribed("{\"name\": \"cold\", \"quantity\": 1}");
        long before = lines(loaded);

        assertThat(caller.configure("sim-cold", 3).status()).isEqualTo(201);
        assertThat(caller.take().status()).isEqualTo(201);

        assertThat(lines(loaded) - before).isBetween(1L, (long) FEW_CLASSES);
      }
    }
  }

  @Test
  void warmUp_leavesNothingBehind_andAsksDiscordNothing() throws IOException {
    TestDatabase database = TestDatabase.create();
    try (SimulatedDiscord discord = SimulatedDiscord.start();
        Pod pod = ready(Pods.settings(database, discord))) {
      for (String table : new String[] {"subscription", "channel", "account", "slot"}) {
        assertThat(database.number("SELECT count(*) FROM " + table)).as(table).isZero();
      }
      assertThat(database.number("SELECT count(*) FROM discord_permit WHERE holder IS NOT NULL"))
          .isZero();
      assertThat(discord.requests()).isZero();
      assertThat(pod.log()).noneMatch(line -> line.contains(" WARN ") || line.contains(" ERROR "));
    }
  }

  private static Pod ready(Map<String, String> settings) {
    Pod pod = Pod.start(settings);
    Api nobody = new Api(pod.url(), null);
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> nobody.get("/q/health/ready").status() == 200);
    return pod;
  }

  private static long lines(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    }
  }
}
