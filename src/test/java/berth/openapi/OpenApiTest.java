package berth.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import berth.harness.Answer;
import berth.harness.Api;
import berth.harness.ApiDescription;
import berth.harness.OneAccount;
import berth.harness.RunningBerth;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The description of the API, as it is served and as it is kept. */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class OpenApiTest extends OneAccount {

  private static JsonNode document() throws IOException {
    return new YAMLMapper().readTree(ApiDescription.FILE.toFile());
  }

  /** {@code -Dberth.golden=write} writes the file. */
  @Test
  void file_isWhatIsServed_toAnybody() throws IOException {
    Answer served = caller.as(null).get("/q/openapi");

    if ("write".equals(System.getProperty("berth.golden"))) {
      Files.writeString(ApiDescription.FILE, served.body());
    }
    assertThat(served.status()).isEqualTo(200);
    assertThat(served.body()).isEqualTo(Files.readString(ApiDescription.FILE));
    assertThat(new ObjectMapper().readTree(caller.as(null).get("/q/openapi?format=json").body()))
        .isEqualTo(document());
  }

  @Test
  void everyRoute_hasAnId_aTag_andSaysWhoMayCall() throws IOException {
    List<JsonNode> routes =
        document().path("paths").valueStream().flatMap(JsonNode::valueStream).toList();

    assertThat(routes).hasSizeGreaterThanOrEqualTo(17);
    assertThat(routes)
        .allSatisfy(
            route -> {
              assertThat(route.path("operationId").asText()).isNotEmpty();
              assertThat(route.path("summary").asText()).isNotEmpty();
              assertThat(route.path("tags")).hasSize(1);
              assertThat(route.path("security")).hasSize(1);
              assertThat(route.path("responses").has("401")).isTrue();
              assertThat(route.has("x-errors")).isFalse();
            });
    assertThat(routes.stream().map(route -> route.path("operationId").asText()))
        .doesNotHaveDuplicates();
  }

  @Test
  void everyPausingError_hasTheHeader() throws IOException {
    assertThat(document().path("paths").findValues("429"))
        .isNotEmpty()
        .allSatisfy(answer -> assertThat(answer.path("headers").has("Retry-After")).isTrue());
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v2/account, 200, '{\"name\":\"x\"}', required",
    "GET, /v2/account, 418, '{}', Not described",
    "DELETE, /v2/account/midjourney/1, 204, 'x', not described",
    "GET, /v2/slots/midjourney/x, 404, '{\"error\":\"x\",\"code\":404,\"more\":1}', more",
    "GET, /v2/unknown, 404, '{\"fault\":\"x\"}', required",
    "POST, /v2/slots/midjourney/renew, 200, '{\"renewed\":[],\"ended\":[],\"slot\":\"x\"}', slot"
  })
  void answerThatIsNotDescribed_isFound(
      String method, String path, int status, String body, String difference) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost" + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    Answer answer = new Answer(status, HttpHeaders.of(Map.of(), (name, value) -> true), body);

    org.assertj.core.api.Assertions.assertThatThrownBy(() -> ApiDescription.check(request, answer))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(difference);
  }

  @Test
  void requestId_isTheCallersOwn_ifItIsSane() {
    for (String sane : List.of("a", "job-4711_B", "x".repeat(64))) {
      assertThat(requestId(caller, "/v2/account", sane)).isEqualTo(sane);
    }
    for (String odd : List.of("", "a b", "a.b", "x".repeat(65), "{}")) {
      assertThat(requestId(caller, "/v2/account", odd)).isNotEqualTo(odd).hasSize(32);
    }
  }

  /** Whatever becomes of the request. */
  @Test
  void requestId_isInEveryAnswer() {
    for (String path :
        List.of(
            "/v2/account", "/v2/slots/midjourney/none", "/v2/unknown", "/unknown", "/q/openapi")) {
      for (Api anybody :
          List.of(caller, caller.as(null), caller.as("stranger-stranger-stranger"))) {
        assertThat(requestId(anybody, path, "mine")).as(path).isEqualTo("mine");
      }
    }
    assertThat(caller.post("/v2/account/midjourney", "x".repeat(70_000)).header("X-Request-Id"))
        .hasSize(32);
  }

  private static String requestId(Api caller, String path, String sent) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(caller.baseUrl() + path)).header("X-Request-Id", sent);
    if (caller.token() != null) {
      request.header("Authorization", "Bearer " + caller.token());
    }
    return Api.send(request.build()).header("X-Request-Id");
  }
}
