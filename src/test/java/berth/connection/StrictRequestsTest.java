package berth.connection;

import static org.assertj.core.api.Assertions.assertThat;

import berth.harness.RunningBerth;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that a proxy in front of the pod may see differently. */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class StrictRequestsTest {

  /** The handlers are added with the first request of all, which they do not see. */
  @BeforeEach
  void sendTheFirstRequestOfAll() {
    RunningBerth.admin().get("/v2/account");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding: chunked, identity",
        "Transfer-Encoding: gzip, chunked",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
        "Host: other",
        "Content-Length: 4\r\nContent-Length: 5",
      })
  void ambiguousRequest_isRefused_andEndsItsConnection(String headers) throws IOException {
    URI url = URI.create(RunningBerth.admin().baseUrl());
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      socket.setSoTimeout(10_000);
      String requests =
          "POST /v2/none HTTP/1.1\r\nHost: pod\r\n"
              + headers
              + "\r\n\r\n"
              + "GET /v2/hidden HTTP/1.1\r\nHost: pod\r\n\r\n";
      socket.getOutputStream().write(requests.getBytes(StandardCharsets.US_ASCII));

      String responses = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(responses).startsWith("HTTP/1.1 400 ");
      assertThat(responses.split("HTTP/1.1 ", -1)).hasSize(2);
      assertThat(responses).endsWith("{\"error\":\"Bad Request\",\"code\":400}");
    }
  }
}
