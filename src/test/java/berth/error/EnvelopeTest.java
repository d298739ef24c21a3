package berth.error;

import static org.assertj.core.api.Assertions.assertThat;

import berth.harness.Answer;
import berth.harness.Api;
import berth.harness.RunningBerth;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors of credentials, paths, methods and headers. */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class EnvelopeTest extends Envelope {

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
  @CsvSource({
    "/",
    "/none",
    "/v2/none",
    "/v2/account/none",
    "/v2/account/midjourney/1/none",
    "/none;x=y/%25%b3",
    "/%76%32/none"
  })
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
}
