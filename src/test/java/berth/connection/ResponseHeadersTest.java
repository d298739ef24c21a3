package berth.connection;

import static org.assertj.core.api.Assertions.assertThat;

import berth.harness.Api;
import berth.harness.RunningBerth;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The headers of all responses, also of those that no route has sent. */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class ResponseHeadersTest {

  private static final int TIMEOUT_MILLIS = 10_000;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /v2/account",
        "GET /v2/none",
        "GET /none",
        "GET /q/openapi",
        "PUT /v2/account",
        "POST /v2/slots/midjourney",
        "GET /%zz",
        "GET /{",
      })
  void everyResponse_isNotStored_andSaysNothingOfTheServer(String line) throws IOException {
    Api caller = RunningBerth.admin().subscribed("{\"name\": \"headers\", \"quantity\": 1}");
    URI url = URI.create(caller.baseUrl());
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      String request =
          line
              + " HTTP/1.1\r\nHost: pod\r\nOrigin: https://other.example\r\n"
              + "Content-Length: 0\r\nConnection: close\r\nAuthorization: Bearer "
              + caller.token()
              + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(response.substring(0, response.indexOf("\r\n\r\n") + 2))
          .containsIgnoringCase("\r\nX-Request-Id: ")
          .containsIgnoringCase("\r\nCache-Control: no-store\r\n")
          .containsIgnoringCase("\r\nX-Content-Type-Options: nosniff\r\n")
          .doesNotContainIgnoringCase("\r\nServer:")
          .doesNotContainIgnoringCase("\r\nX-Powered-By:")
          .doesNotContainIgnoringCase("\r\nAccess-Control-");
    }
  }
}
