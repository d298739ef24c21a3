package berth.problem;

import static org.assertj.core.api.Assertions.assertThat;

import berth.harness.Answer;
import berth.harness.Api;
import berth.harness.RunningBerth;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every error has the one envelope, also the errors of the framework. */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class EnvelopeTest {

  private static final String ACCOUNTS = "/v2/account/midjourney";

  private Api admin;
  private Api caller;

  @BeforeEach
  void subscribe() {
    admin = RunningBerth.admin();
    caller = admin.subscribed("{\"name\": \"test\", \"quantity\": 1}");
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(caller.baseUrl() + path))
        .header("Authorization", "Bearer " + caller.token());
  }

  private static void assertEnvelope(Answer answer, int status, String error) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.text("error")).isEqualTo(error);
    assertThat(answer.json().path("code").asInt()).isEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer", "Bearer ", "Basic abc", "Bearer unknown", "Bearer a b"})
  void badCredential_isUnauthorized(String authorization) {
    for (String path : new String[] {ACCOUNTS, "/v2/slots/midjourney", "/v2/none"}) {
      HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(caller.baseUrl() + path));
      if (!authorization.isEmpty()) {
        request.header("Authorization", authorization);
      }
      Answer answer = Api.send(request.build());

      assertThat(answer).hasToString("401 {\"error\":\"Unauthorized\",\"code\":401}");
      assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
    }
  }

  @Test
  void badCredential_comesBeforeEverythingElse() {
    assertThat(caller.as(null).post(ACCOUNTS, "{").status()).isEqualTo(401);
    assertThat(caller.as(null).send("PUT", ACCOUNTS, null).status()).isEqualTo(401);
    HttpRequest form =
        HttpRequest.newBuilder(URI.create(caller.baseUrl() + ACCOUNTS))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("a=b"))
            .build();
    assertThat(Api.send(form).status()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bearer", "BEARER", "Bearer "})
  void scheme_inAnyCase_isUnderstood(String scheme) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(caller.baseUrl() + "/v2/account"))
            .header("Authorization", scheme + " " + caller.token())
            .build();

    assertThat(Api.send(request).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"/", "/none", "/v2/none", "/v2/account/none", "/v2/account/midjourney/1/none"})
  void unknownPath_isNotFound(String path) {
    assertEnvelope(caller.get(path), 404, "Not found");
  }

  @ParameterizedTest
  @CsvSource({"PUT,/v2/account/midjourney", "PATCH,/v2/slots/midjourney", "POST,/v2/account"})
  void wrongMethod_isNotAllowed(String method, String path) {
    assertEnvelope(caller.send(method, path, null), 405, "Method Not Allowed");
  }

  @ParameterizedTest
  @CsvSource({
    "PUT, /v2/account/midjourney, 'GET, HEAD, OPTIONS, POST'",
    "PATCH, /v2/slots/midjourney, 'GET, HEAD, OPTIONS, POST'",
    "PUT, /v2/slots/midjourney/1/renew, 'OPTIONS, POST'",
    "FOO, /v2/account, 'GET, HEAD, OPTIONS'",
  })
  void wrongMethod_getsTheAllowedOnes_whateverItsBody(String method, String path, String allowed) {
    for (String type : List.of("application/json", "text/plain", "multipart/form-data", "none")) {
      HttpRequest request =
          request(path)
              .header("Content-Type", type)
              .method(method, BodyPublishers.ofString("no body of ours"))
              .build();

      Answer answer = Api.send(request);

      assertEnvelope(answer, 405, "Method Not Allowed");
      assertThat(answer.header("Allow")).isEqualTo(allowed);
    }
    assertThat(caller.send("OPTIONS", path, null).header("Allow")).isEqualTo(allowed);
    assertThat(caller.as(null).send("OPTIONS", path, null).headers().map())
        .doesNotContainKey("allow");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "br", "GZIP", "identity, br"})
  void encodedBody_andOneThatOnlyClaimsToBe_isNotSupported(String encoding) {
    HttpRequest request =
        request("/v2/slots/midjourney")
            .header("Content-Type", "application/json")
            .header("Content-Encoding", encoding)
            .POST(BodyPublishers.ofString("{}"))
            .build();

    Answer answer = Api.send(request);

    assertEnvelope(answer, 415, "Unsupported Media Type");
    assertThat(answer.text("errorDetails")).startsWith("Content-Encoding is not supported");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"ref\":\"a\",\"ref\":\"b\"}", "{\"x\":{\"y\":1,\"y\":1}}"})
  void sameKeyTwice_isABadRequest(String body) {
    Answer answer = caller.post("/v2/slots/midjourney", body);

    assertEnvelope(answer, 400, "Request body is not a JSON object");
    assertThat(answer.text("errorDetails")).startsWith("It has the same key twice at line 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v2/slots/midjourney",
        "/v2/slots/midjourney/none/renew",
        "/v2/account/midjourney/1/pause",
        "/v2/account/midjourney/1/resume",
        "/v2/account/midjourney/1/reset"
      })
  void emptyBody_mayBeOfAnyType(String path) {
    for (String type : List.of("application/x-www-form-urlencoded", "text/plain;charset=UTF-8")) {
      for (BodyPublisher nothing :
          List.of(BodyPublishers.noBody(), BodyPublishers.fromPublisher(BodyPublishers.noBody()))) {
        HttpRequest request = request(path).header("Content-Type", type).POST(nothing).build();

        assertThat(Api.send(request).status()).isEqualTo(404);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v2/slots/midjourney", "/v2/slots/midjourney/none/renew"})
  void optionalBodyOfAnotherType_isNotSupported(String path) {
    HttpRequest request =
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("a=b"))
            .build();

    assertEnvelope(Api.send(request), 415, "Unsupported Media Type");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/xml"})
  void wrongMediaType_isNotSupported(String type) {
    HttpRequest request =
        request(ACCOUNTS)
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString("{\"discord\": \"sim-1\"}"))
            .build();

    assertEnvelope(Api.send(request), 415, "Unsupported Media Type");
  }

  @Test
  void mediaTypeWithCharset_isTaken() {
    HttpRequest request =
        request(ACCOUNTS)
            .header("Content-Type", "application/json; charset=utf-8")
            .POST(BodyPublishers.ofString("{}"))
            .build();

    assertThat(Api.send(request).text("error"))
        .isEqualTo("Required param discord is missing or empty");
  }

  @Test
  void longBody_ofACallerThatPrefersHttp2_isTooLarge() {
    HttpRequest request =
        request(ACCOUNTS)
            .version(HttpClient.Version.HTTP_2)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("x".repeat(70_000)))
            .build();

    assertEnvelope(Api.send(request), 413, "Request body is too large");
  }

  @Test
  void unwantedJson_isNotAcceptable() {
    HttpRequest request = request(ACCOUNTS).header("Accept", "text/html").GET().build();

    assertEnvelope(Api.send(request), 406, "Not Acceptable");
  }

  @Test
  void requestWithoutAHost_isABadRequest() throws IOException {
    URI url = URI.create(caller.baseUrl());
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      socket
          .getOutputStream()
          .write("GET / HTTP/1.1\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
          .startsWith("HTTP/1.1 400 ")
          .endsWith("{\"error\":\"Bad Request\",\"code\":400}");
    }
  }

  @Test
  void bodyOf64KiB_isRead_andALongerOneIsTooLarge() {
    int around = "{\"comment\":\"\"}".length();
    String largest = "{\"comment\":\"%s\"}".formatted("x".repeat(65_536 - around));

    assertThat(caller.post(ACCOUNTS, largest).status()).isEqualTo(400);
    assertEnvelope(caller.post(ACCOUNTS, largest + " "), 413, "Request body is too large");
  }

  @ParameterizedTest
  @ValueSource(ints = {65_537, 1_000_000})
  void longBodyWithoutALength_isTooLarge(int length) {
    HttpRequest request =
        request(ACCOUNTS)
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.fromPublisher(
                    BodyPublishers.ofString("{\"comment\":\"" + "x".repeat(length))))
            .build();

    assertEnvelope(Api.send(request), 413, "Request body is too large");
  }
}
