package berth.container;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarkus.runtime.configuration.DurationConverter;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Checks what {@code docker compose up} starts. */
class ComposeTest {

  private static final Path FILE = Path.of("docker-compose.yml");

  /** The command that creates the file with the secrets. */
  private static final Pattern SECRETS_COMMAND =
      Pattern.compile("\\(umask 077; set -C; .* > \\.env\\)");

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{?(\\w+)");

  private String text = "";
  private JsonNode services = MissingNode.getInstance();

  @BeforeEach
  void read() throws IOException {
    text = Files.readString(FILE);
    services = new YAMLMapper().readTree(text).path("services");
  }

  @Test
  void variables_areAllCreated_byTheCommandInFileAndDocumentationAndWorkflow() throws IOException {
    String command = SECRETS_COMMAND.matcher(text).results().findFirst().orElseThrow().group();

    assertThat(Files.readString(Path.of("docs/operations/containers.md"))).contains(command);
    assertThat(Files.readString(Path.of(".github/workflows/verify.yml"))).contains(command);
    assertThat(variables()).isNotEmpty().allSatisfy(name -> assertThat(command).contains(name));
  }

  /** Compose would use an empty string for a variable that is not set. */
  @Test
  void variables_withoutAValue_stopCompose() {
    assertThat(text.lines().filter(line -> line.contains("${")))
        .isNotEmpty()
        .allMatch(line -> line.matches(".*\\$\\{\\w+:\\?[^}]+}"));
  }

  @Test
  void settings_areThoseOfTheReadme_exceptThePort() throws IOException {
    Set<String> documented = new TreeSet<>();
    Pattern.compile("`(BERTH_\\w+)`")
        .matcher(Files.readString(Path.of("README.md")))
        .results()
        .forEach(name -> documented.add(name.group(1)));
    documented.removeIf(name -> name.startsWith("BERTH_TEST_"));

    assertThat(services.path("berth").path("environment").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrderElementsOf(documented);
  }

  @Test
  void images_thatAreNotBuilt_haveAVersion() {
    for (JsonNode service : services) {
      assertThat(service.has("build") || service.path("image").asText().matches(".+:\\d[\\w.-]*"))
          .as("%s", service)
          .isTrue();
    }
  }

  @Test
  void berth_hasNoMoreRightsThanItNeeds() {
    JsonNode berth = services.path("berth");

    assertThat(berth.path("read_only").asBoolean()).isTrue();
    assertThat(texts(berth.path("tmpfs"))).containsExactly("/tmp");
    assertThat(texts(berth.path("cap_drop"))).containsExactly("ALL");
    assertThat(texts(berth.path("security_opt"))).containsExactly("no-new-privileges:true");
    assertThat(berth.fieldNames())
        .toIterable()
        .doesNotContain("privileged", "cap_add", "user", "volumes", "network_mode", "pid");
  }

  @Test
  void stopGracePeriod_isLongerThanTheShutdownTimeout() throws IOException {
    Properties properties = new Properties();
    try (Reader reader =
        Files.newBufferedReader(Path.of("src/main/resources/application.properties"))) {
      properties.load(reader);
    }

    assertThat(
            DurationConverter.parseDuration(
                services.path("berth").path("stop_grace_period").asText()))
        .isGreaterThan(
            DurationConverter.parseDuration(properties.getProperty("quarkus.shutdown.timeout")));
  }

  @Test
  void postgres_isHealthyBeforeBerthStarts_andKeepsItsData() {
    JsonNode postgres = services.path("postgres");

    assertThat(texts(postgres.path("healthcheck").path("test"))).contains("pg_isready");
    assertThat(services.at("/berth/depends_on/postgres/condition").asText())
        .isEqualTo("service_healthy");
    assertThat(texts(postgres.path("volumes"))).containsExactly("postgres:/var/lib/postgresql");
    assertThat(postgres.has("ports")).isFalse();
  }

  @Test
  void secrets_reachNeitherTheRepositoryNorAnImage() throws IOException {
    assertThat(Files.readAllLines(Path.of(".gitignore"))).contains(".env");
    assertThat(Files.readAllLines(Path.of(".dockerignore")))
        .contains("*")
        .noneMatch(line -> line.startsWith("!") && line.contains(".env"));
  }

  private Set<String> variables() {
    Set<String> names = new TreeSet<>();
    for (JsonNode value : services.findValues("environment")) {
      value.forEach(
          setting ->
              VARIABLE
                  .matcher(setting.asText())
                  .results()
                  .map((MatchResult match) -> match.group(1))
                  .forEach(names::add));
    }
    return names;
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(item -> texts.add(item.asText()));
    return texts;
  }
}
