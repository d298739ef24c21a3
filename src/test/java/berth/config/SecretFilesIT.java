package berth.config;

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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets are read from files, as Kubernetes and Docker mount them. */
@Tag("concurrent")
class SecretFilesIT {

  private static final List<String> SECRETS =
      List.of("BERTH_ADMIN_TOKEN", "BERTH_DATABASE_PASSWORD", "BERTH_ENCRYPTION_KEYS");

  @Test
  void secrets_inFiles_areUsed(@TempDir Path folder) throws IOException {
    try (SimulatedDiscord discord = SimulatedDiscord.start()) {
      Map<String, String> settings = settings(folder, discord);
      settings.put(
          "BERTH_BOOTSTRAP_TOKEN_FILE", file(folder, "bootstrap-token-not-secret-either\n"));
      try (Pod pod = Pod.start(settings)) {
        Api caller = Pods.admin(pod).subscribed("{\"name\": \"files\", \"quantity\": 1}");

        assertThat(caller.configure("sim-file", 1).status()).isEqualTo(201);
        assertThat(caller.as("bootstrap-token-not-secret-either").get("/v2/account").status())
            .isEqualTo(200);
      }
    }
  }

  @Test
  void file_thatIsMissing_isNamedInOneLine(@TempDir Path folder) throws IOException {
    try (SimulatedDiscord discord = SimulatedDiscord.start()) {
      Map<String, String> settings = settings(folder, discord);
      settings.put("BERTH_ADMIN_TOKEN_FILE", folder.resolve("none").toString());
      try (Pod pod = Pod.start(settings)) {
        assertThat(pod.exitStatus()).isEqualTo(1);
        assertThat(pod.log())
            .containsExactly(
                "Berth can't start: BERTH_ADMIN_TOKEN_FILE names "
                    + folder.resolve("none")
                    + ", which can't be read (NoSuchFileException)");
      }
    }
  }

  private static Map<String, String> settings(Path folder, SimulatedDiscord discord)
      throws IOException {
    Map<String, String> settings = new HashMap<>(Pods.settings(TestDatabase.create(), discord));
    for (String secret : SECRETS) {
      settings.put(secret + "_FILE", file(folder, settings.remove(secret) + "\n"));
    }
    return settings;
  }

  private static String file(Path folder, String content) throws IOException {
    return Files.writeString(Files.createTempFile(folder, "secret", ""), content).toString();
  }
}
