package berth.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks the workflows of GitHub Actions. */
class WorkflowsTest {

  private static final Path FOLDER = Path.of(".github/workflows");

  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private static final Pattern PINNED =
      Pattern.compile("(- )?uses: [\\w.-]+/[\\w./-]+@[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+");

  /** The write permissions of jobs, by file and job. */
  private static final Map<String, Set<String>> WRITES =
      Map.of(
          "release.yml/build", Set.of("id-token", "attestations"),
          "release.yml/image", Set.of("packages", "id-token", "attestations"),
          "release.yml/publish", Set.of("contents"),
          "verify.yml/codeql", Set.of("security-events"));

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().toList();
    }
  }

  static JsonNode read(Path file) throws IOException {
    return YAML.readTree(Files.readString(file));
  }

  @Test
  void workflows_areThoseForChangesAndForReleases() throws IOException {
    assertThat(files())
        .containsExactly(FOLDER.resolve("release.yml"), FOLDER.resolve("verify.yml"));
    assertThat(read(FOLDER.resolve("verify.yml")).path("on").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("push", "pull_request", "schedule");
    assertThat(read(FOLDER.resolve("release.yml")).path("on").at("/push/tags/0").asText())
        .isEqualTo("v*");
  }

  @ParameterizedTest
  @MethodSource("files")
  void actions_arePinnedByCommit_withTheVersionBeside(Path file) throws IOException {
    assertThat(Files.readAllLines(file).stream().map(String::strip))
        .filteredOn(line -> line.contains("uses:"))
        .isNotEmpty()
        .allMatch(line -> PINNED.matcher(line).matches());
  }

  @ParameterizedTest
  @MethodSource("files")
  void workflow_mayOnlyRead_andJobsWriteWhatTheyPublish(Path file) throws IOException {
    JsonNode workflow = read(file);

    assertThat(workflow.path("permissions")).hasToString("{\"contents\":\"read\"}");
    for (Map.Entry<String, JsonNode> job : workflow.path("jobs").properties()) {
      List<String> writes = new ArrayList<>();
      job.getValue()
          .path("permissions")
          .properties()
          .forEach(
              permission -> {
                if (!permission.getValue().asText().equals("read")) {
                  writes.add(permission.getKey());
                }
              });
      assertThat(writes)
          .as(job.getKey())
          .containsExactlyInAnyOrderElementsOf(
              WRITES.getOrDefault(file.getFileName() + "/" + job.getKey(), Set.of()));
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void jobs_haveTimeouts_andCheckOutWithoutTheToken(Path file) throws IOException {
    JsonNode workflow = read(file);

    assertThat(workflow.path("concurrency").path("group").asText()).isNotBlank();
    assertThat(workflow.path("jobs").valueStream())
        .isNotEmpty()
        .allMatch(job -> job.path("timeout-minutes").isInt())
        .allMatch(job -> job.path("timeout-minutes").intValue() <= 90);
    assertThat(steps(workflow))
        .filteredOn(step -> step.path("uses").asText().startsWith("actions/checkout@"))
        .allMatch(step -> step.at("/with/persist-credentials").toString().equals("false"));
  }

  /**
   * GitHub inserts the value of an expression into the script unescaped, even if a stranger wrote
   * it.
   */
  @ParameterizedTest
  @MethodSource("files")
  void scripts_containNoExpressions_andNameExistingFilesAndProfiles(Path file) throws IOException {
    List<String> scripts =
        steps(read(file)).stream().map(step -> step.path("run").asText()).toList();

    assertThat(scripts).noneMatch(script -> script.contains("${{"));
    assertThat(scripts)
        .flatExtracting(script -> found(script, "(?<![\\w./])(src/\\S+\\.sh)"))
        .allMatch(script -> Files.isExecutable(Path.of(script)));
    assertThat(scripts)
        .flatExtracting(script -> found(script, "\\s-P(\\S+)"))
        .flatExtracting(profiles -> List.of(profiles.split(",")))
        .isSubsetOf(Pom.texts("//profiles/profile/id"));
    assertThat(scripts)
        .flatExtracting(script -> found(script, "mvnw .*\\s-D(native)\\b"))
        .isSubsetOf(Pom.texts("//profiles/profile/activation/property/name"));
  }

  @Test
  void changes_areVerifiedOnAllJdks_andAsAnExecutable_andAsAnImage() throws IOException {
    JsonNode jobs = read(FOLDER.resolve("verify.yml")).path("jobs");

    assertThat(jobs.at("/jvm/strategy/matrix/java")).hasToString("[17,21,25]");
    assertThat(jobs.path("jvm").findValuesAsText("java-version"))
        .containsExactly("${{ matrix.java }}");
    assertThat(jobs.path("jvm").findValuesAsText("run")).contains("./mvnw -B -ntp verify");
    assertThat(jobs.path("long").findValuesAsText("run")).contains("./mvnw -B -ntp verify -Plong");
    assertThat(jobs.path("native").findValuesAsText("run"))
        .contains("./mvnw -B -ntp verify -Dnative");
    assertThat(String.join("\n", jobs.path("image").findValuesAsText("run")))
        .contains("docker compose up");
  }

  private static List<JsonNode> steps(JsonNode workflow) {
    return workflow
        .path("jobs")
        .valueStream()
        .flatMap(job -> job.path("steps").valueStream())
        .toList();
  }

  private static List<String> found(String script, String pattern) {
    return Pattern.compile(pattern)
        .matcher(script)
        .results()
        .map((MatchResult match) -> match.group(1))
        .toList();
  }
}
