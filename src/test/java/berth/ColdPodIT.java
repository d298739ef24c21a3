package berth;

import static org.assertj.core.api.Assertions.assertThat;

import berth.dev.discord.SimulatedDiscord;
import berth.harness.Api;
import berth.harness.database.TestDatabase;
import berth.harness.pod.Pod;
import berth.harness.pod.Pods;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A pod loads the classes of its first requests before it is ready. The test counts classes: how
 * long they take to load depends on the machine, and the benchmark measures it.
 */
class ColdPodIT {

  /** Without the warm-up, the first two requests loaded 2,500. */
  private static final int FEW_CLASSES = 500;

  private static final String TOKEN = "cold-pod-token-not-secret";

  @Test
  @Tag("jar")
  void firstAccountAndFirstTake_findTheirClassesLoaded(@TempDir Path folder) throws IOException {
    Path loaded = folder.resolve("classes.log");
    try (SimulatedDiscord discord = SimulatedDiscord.start()) {
      Map<String, String> settings = new HashMap<>(Pods.settings(TestDatabase.create(), discord));
      settings.put("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + loaded);
      settings.put("BERTH_BOOTSTRAP_TOKEN", TOKEN);
      try (Pod pod = Pod.start(Pod.currentPackage(), List.of(), settings)) {
        Api caller = new Api(pod.awaitReady().url(), TOKEN);
        long before = lines(loaded);

        assertThat(caller.configure("sim-cold", 3).status()).isEqualTo(201);
        assertThat(caller.take().status()).isEqualTo(201);

        assertThat(lines(loaded) - before).isBetween(1L, (long) FEW_CLASSES);
      }
    }
  }

  @Test
  void warmUp_leavesNoRows_andDoesNotCallDiscord() throws IOException {
    TestDatabase database = TestDatabase.create();
    try (SimulatedDiscord discord = SimulatedDiscord.start();
        Pod pod = Pod.start(Pods.settings(database, discord)).awaitReady()) {
      for (String table :
          List.of(
              "subscription",
              "channel",
              "discord_user",
              "account",
              "slot",
              "refused_token",
              "discord_refusal",
              "discord_subscription_permit")) {
        assertThat(database.number("SELECT count(*) FROM " + table)).as(table).isZero();
      }
      assertThat(database.number("SELECT count(*) FROM discord_permit WHERE holder IS NOT NULL"))
          .isZero();
      assertThat(discord.requests()).isZero();
      assertThat(pod.log()).noneMatch(line -> line.contains(" WARN ") || line.contains(" ERROR "));
    }
  }

  private static long lines(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    }
  }
}
