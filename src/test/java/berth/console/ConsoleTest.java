package berth.console;

import static org.assertj.core.api.Assertions.assertThat;

import berth.harness.RunningBerth;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of the console, as the service serves them. */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class ConsoleTest {

  private static final Path PAGE = Path.of("src/main/resources/console/index.html");
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private static HttpResponse<byte[]> get(String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(RunningBerth.admin().baseUrl() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  @Test
  void page_isServed_withItsPolicy() throws IOException, InterruptedException {
    HttpResponse<byte[]> page = get("/console/");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).isEqualTo(Files.readAllBytes(PAGE));
    assertThat(header(page, "Content-Type")).isEqualTo("text/html;charset=UTF-8");
    assertThat(header(page, "Content-Security-Policy"))
        .contains("default-src 'none'", "script-src 'self' 'sha256-", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(header(page, "Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(page, "Cache-Control")).isEqualTo("no-cache");
  }

  @Test
  void policy_namesTheImportMap() throws IOException, GeneralSecurityException {
    String map =
        Pattern.compile("<script type=\"importmap\">(.*?)</script>")
            .matcher(Files.readString(PAGE))
            .results()
            .map((MatchResult found) -> found.group(1))
            .findFirst()
            .orElseThrow();

    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(map.getBytes(StandardCharsets.UTF_8));
    assertThat(ConsolePolicy.IMPORT_MAP)
        .isEqualTo("sha256-" + Base64.getEncoder().encodeToString(digest));
  }

  @Test
  void allFilesThatThePageNames_areServed_inSixtyKilobytes()
      throws IOException, InterruptedException {
    List<String> files =
        Stream.concat(
                Stream.of(""),
                Pattern.compile("(?:href|src)=\"([^\"]+)\"")
                    .matcher(Files.readString(PAGE))
                    .results()
                    .map((MatchResult found) -> found.group(1)))
            .toList();

    assertThat(files).hasSizeGreaterThan(20);
    int sent = 0;
    for (String file : files) {
      HttpResponse<byte[]> response = get("/console/" + file, "Accept-Encoding", "gzip, br");
      assertThat(response.statusCode()).as(file).isEqualTo(200);
      assertThat(header(response, "Content-Encoding")).isEqualTo("gzip");
      sent += response.body().length;
      byte[] plain = get("/console/" + file).body();
      try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
        assertThat(gzip.readAllBytes()).isEqualTo(plain);
      }
    }
    assertThat(sent).isLessThan(60_000);
  }

  @Test
  void fileThatTheBrowserHas_isNotSentAgain() throws IOException, InterruptedException {
    String tag = header(get("/console/main.js"), "ETag");

    HttpResponse<byte[]> again = get("/console/main.js", "If-None-Match", tag);

    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
  }

  @Test
  void pathWithoutSlash_leadsToThePage() throws IOException, InterruptedException {
    HttpResponse<byte[]> response = get("/console");

    assertThat(response.statusCode()).isEqualTo(308);
    assertThat(header(response, "Location")).isEqualTo("/console/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "none.js",
        "css",
        "../application.properties",
        "%2e%2e/application.properties",
        "..%2fapplication.properties",
        "lit/../../application.properties",
        "/etc/passwd",
        "main.js/",
        "MAIN.JS",
      })
  void otherNames_areNotFound(String name) throws IOException, InterruptedException {
    HttpResponse<byte[]> response = get("/console/" + name);

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(new String(response.body(), StandardCharsets.UTF_8))
        .isEqualTo("{\"error\":\"Not found\",\"code\":404}");
  }
}
