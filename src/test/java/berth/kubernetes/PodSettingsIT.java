package berth.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import berth.dev.discord.SimulatedDiscord;
import berth.harness.database.TestDatabase;
import berth.harness.pod.Pod;
import berth.harness.pod.Pods;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks which settings a pod gets, and from where. */
@Tag("concurrent")
class PodSettingsIT {

  private static final Pattern SECRET = Pattern.compile("PASSWORD|TOKEN|KEYS?$");

  /** The format string of the command that prints the file with the secrets. */
  private static final Pattern SECRETS_COMMAND =
      Pattern.compile("printf '([^']+)' \\\\\n.*> secret\\.env");

  private static final Pattern SECRET_NAME = Pattern.compile("([A-Z_]+)=");

  private final JsonNode container =
      ManifestFiles.object(ManifestFiles.generated(), "Deployment")
          .at("/spec/template/spec/containers/0");

  static List<Path> settings() {
    return ManifestFiles.settings();
  }

  private Set<String> secrets(boolean optional) {
    return container
        .path("env")
        .valueStream()
        .filter(variable -> variable.at("/valueFrom").has("secretKeyRef"))
        .filter(variable -> variable.at("/valueFrom/secretKeyRef/optional").asBoolean() == optional)
        .map(variable -> variable.path("name").asText())
        .collect(Collectors.toSet());
  }

  @Test
  void secrets_areTakenFromTheSecret_andMayBeMissingIfBerthStartsWithout() {
    assertThat(secrets(false))
        .containsExactlyInAnyOrder("BERTH_DATABASE_PASSWORD", "BERTH_ENCRYPTION_KEYS");
    assertThat(secrets(true))
        .containsExactlyInAnyOrder("BERTH_BOOTSTRAP_TOKEN", "BERTH_ADMIN_TOKEN");
    assertThat(container.findValues("secretKeyRef"))
        .allMatch(reference -> reference.path("name").asText().equals("berth"));
  }

  @Test
  void secrets_areWrittenNowhere() {
    for (Path file : ManifestFiles.all()) {
      for (JsonNode object : ManifestFiles.objectsIn(file)) {
        assertThat(object.path("kind").asText()).isNotEqualTo("Secret");
        assertThat(object.findValues("env"))
            .flatExtracting(env -> env.valueStream().toList())
            .filteredOn(variable -> SECRET.matcher(variable.path("name").asText()).find())
            .noneMatch(variable -> variable.has("value"));
      }
    }
    for (Path file : ManifestFiles.settings()) {
      assertThat(ManifestFiles.properties(file).stringPropertyNames())
          .noneMatch(name -> SECRET.matcher(name).find());
    }
  }

  @Test
  void otherSettings_areTakenFromTheConfigMap() {
    assertThat(container.at("/envFrom").valueStream().map(JsonNode::toString))
        .containsExactly("{\"configMapRef\":{\"name\":\"berth\"}}");
    assertThat(ManifestFiles.settings()).hasSize(2);
  }

  @Test
  void command_ofTheDocumentation_createsAllRequiredSecrets() throws IOException {
    Matcher command =
        SECRETS_COMMAND.matcher(Files.readString(Path.of("docs/operations/kubernetes.md")));
    assertThat(command.find()).isTrue();
    Set<String> created =
        SECRET_NAME
            .matcher(command.group(1))
            .results()
            .map((MatchResult secret) -> secret.group(1))
            .collect(Collectors.toSet());

    assertThat(created).containsAll(secrets(false));
    Set<String> known = new HashSet<>(secrets(false));
    known.addAll(secrets(true));
    assertThat(known).containsAll(created);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void pod_withNoOtherSettings_starts(Path file) throws IOException {
    try (SimulatedDiscord discord = SimulatedDiscord.start()) {
      Map<String, String> given = new HashMap<>();
      ManifestFiles.properties(file).stringPropertyNames().forEach(name -> given.put(name, ""));
      secrets(false).forEach(name -> given.put(name, ""));
      Map<String, String> values = Pods.settings(TestDatabase.create(), discord);
      given.replaceAll((name, unset) -> values.get(name));
      // The default is the real Discord, which no test may call.
      given.put("BERTH_DISCORD_URL", discord.url().toString());
      try (Pod pod = Pod.start(given)) {
        assertThat(pod.url()).startsWith("http://");
      }
    }
  }
}
