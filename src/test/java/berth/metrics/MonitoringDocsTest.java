package berth.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import berth.harness.OneAccount;
import berth.harness.RunningBerth;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page about monitoring, the dashboard and the alert rules name what is served. */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class MonitoringDocsTest extends OneAccount {

  private static final Path PAGE = Path.of("docs/operations/monitoring.md");
  private static final Path FOLDER = Path.of("src/main/monitoring");

  private static final Pattern ROW = Pattern.compile("(?m)^\\| `(berth_[a-z_]+)` \\|");
  private static final Pattern METRIC =
      Pattern.compile("\\b(?:berth|http|jvm|process|system)_[a-z0-9_]+");

  private static Scrape scrape() {
    return Scrape.of(RunningBerth.management());
  }

  @Test
  void table_hasAllMetrics_andNoOthers() throws IOException {
    assertThat(matches(ROW, Files.readString(PAGE), 1)).isEqualTo(scrape().metrics());
  }

  @Test
  void alertRules_useMetricsThatAreServed() throws IOException {
    JsonNode rules = new YAMLMapper().readTree(FOLDER.resolve("alerts.yml").toFile());

    assertUsed(rules.findValuesAsText("expr"));
    assertThat(Files.readString(PAGE))
        .contains(rules.findValuesAsText("alert").stream().map(name -> "`" + name + "`").toList());
  }

  @Test
  void dashboard_usesMetricsThatAreServed_andShowsEachOfBerth() throws IOException {
    JsonNode dashboard = new ObjectMapper().readTree(FOLDER.resolve("dashboard.json").toFile());

    Set<String> used = assertUsed(dashboard.findValuesAsText("expr"));
    assertThat(scrape().metrics())
        .allSatisfy(
            metric -> assertThat(used).anyMatch(name -> name.matches(metric + "(_[a-z]+)?")));
  }

  private Set<String> assertUsed(Iterable<String> queries) {
    caller.take();
    Set<String> used = new TreeSet<>();
    queries.forEach(query -> used.addAll(matches(METRIC, query, 0)));
    assertThat(used).isNotEmpty().isSubsetOf(scrape().names());
    return used;
  }

  @Test
  void labels_ofRequests_areBounded_whateverPathIsAskedFor() {
    String secret = UUID.randomUUID().toString();
    for (String path : new String[] {"/", "/v2/", "/v2/slots/midjourney/", "/admin/", "/q/"}) {
      caller.get(path + secret);
      caller.as(null).get(path + secret);
      caller.as("unknown-token-of-a-stranger").post(path + secret, "{}");
    }

    assertThat(scrape().text()).doesNotContain(secret);
  }

  @Test
  void metrics_holdNoToken_channelOrName() {
    caller.taken();

    assertThat(scrape().text())
        .doesNotContain(channel, user, String.valueOf(caller.token()), "sim-");
  }

  private static Set<String> matches(Pattern pattern, String text, int group) {
    return pattern
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.group(group))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
