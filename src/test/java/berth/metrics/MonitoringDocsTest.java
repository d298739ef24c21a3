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
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
  void labels_ofRequests_nameEachRoute_andNoPathThatWasInvented() throws IOException {
    JsonNode paths = new YAMLMapper().readTree(Path.of("docs/openapi.yaml").toFile()).path("paths");
    for (String target : List.of("leak-1", "//leak-2", "http:/v2/leak-3", "/v2/account/leak-4")) {
      sendTarget("GET", target);
      sendTarget("OPTIONS", target);
    }
    String slot = caller.taken();
    caller.send("PUT", "/v2/webhook", "{\"url\": \"http://127.0.0.1:1/\"}");
    for (String path : (Iterable<String>) paths::fieldNames) {
      sendTarget(
          "GET",
          path.replace("{id}", caller.get("/v2/account").text("sub"))
              .replace("{channel}", channel)
              .replace("{slot}", slot)
              .replace("{token}", "1"));
    }

    String text = scrape().text();
    assertThat(text).doesNotContain("leak-");
    // GET is no method of the others
    assertThat(paths.propertyStream().filter(path -> path.getValue().has("get")).toList())
        .hasSizeGreaterThan(10)
        .allSatisfy(path -> assertThat(text).contains("uri=\"" + path.getKey() + "\""));
  }

  private void sendTarget(String method, String target) throws IOException {
    URI url = URI.create(caller.baseUrl());
    String token = target.startsWith("/admin") ? admin.token() : caller.token();
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      socket.setSoTimeout(10_000);
      String request =
          "%s %s HTTP/1.1\r\nHost: pod\r\nConnection: close\r\nAuthorization: Bearer %s\r\n\r\n"
              .formatted(method, target, token);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.getInputStream().readAllBytes();
    }
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
