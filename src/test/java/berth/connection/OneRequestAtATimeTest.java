package berth.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import berth.harness.Api;
import berth.harness.RunningBerth;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to a connection that sends more requests than it reads responses. */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class OneRequestAtATimeTest {

  private static final int TIMEOUT_MILLIS = 10_000;

  private Api caller;
  private URI url;

  @BeforeEach
  void subscribe() {
    caller = RunningBerth.admin().subscribed("{\"name\": \"test\", \"quantity\": 1}");
    url = URI.create(caller.baseUrl());
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(url.getHost(), url.getPort());
    socket.setSoTimeout(TIMEOUT_MILLIS);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String readToTheEnd(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
  }

  private static String readUntil(Socket socket, String end) throws IOException {
    InputStream input = socket.getInputStream();
    StringBuilder read = new StringBuilder();
    while (read.indexOf(end) < 0) {
      int next = input.read();
      assertThat(next).as("what follows %s", read).isNotNegative();
      read.append((char) next);
    }
    return read.toString();
  }

  private String request(String line, String headers) {
    return line
        + " HTTP/1.1\r\nHost: pod\r\nAuthorization: Bearer "
        + caller.token()
        + "\r\n"
        + headers
        + "\r\n";
  }

  @Test
  void requestsSentAhead_areAnsweredInTheirOrder() throws IOException {
    try (Socket socket = connect()) {
      send(
          socket,
          request("GET /v2/account", "")
              + request("GET /v2/none", "")
              + request("POST /v2/slots/midjourney", "Content-Length: 3\r\n")
              + "{} "
              + request("GET /v2/slots/midjourney", "Connection: close\r\n"));

      assertThat(readToTheEnd(socket).split("HTTP/1.1 "))
          .extracting(answer -> answer.substring(0, Math.min(3, answer.length())))
          .containsExactly("", "200", "404", "404", "200");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "POST /v2/slots/midjourney, Content-Type: application/json, 413, 70000",
    "POST /v2/account/midjourney, Content-Type: text/plain, 415, 7000",
    "PUT /v2/account/midjourney, Content-Type: application/json, 405, 7000",
    "POST /v2/none, Content-Type: application/json, 404, 7000",
    "POST /admin/subscriptions, Content-Type: application/json, 401, 7000",
  })
  void responseBeforeTheBodysEnd_isTheLast(String line, String type, int status, int length)
      throws IOException {
    try (Socket socket = connect()) {
      send(socket, request(line, type + "\r\nContent-Length: " + length + "\r\n") + "beginning");

      assertThat(readToTheEnd(socket))
          .startsWith("HTTP/1.1 " + status)
          .containsIgnoringCase("\r\nConnection: close\r\n")
          .endsWith("\"code\":" + status + "}");
    }
  }

  @Test
  void responseToAWholeRequest_leavesTheConnectionOpen() throws IOException {
    try (Socket socket = connect()) {
      for (int i = 0; i < 3; i++) {
        send(socket, request("PUT /v2/account/midjourney", "Content-Length: 2\r\n") + "{}");

        assertThat(readUntil(socket, "\"code\":405}"))
            .doesNotContainIgnoringCase("Connection: close");
      }
    }
  }

  @Test
  void callerThatIsStillSending_canReadTheResponse() throws IOException {
    try (Socket socket = connect()) {
      send(
          socket,
          request("POST /v2/slots/midjourney", "Content-Length: 900000\r\n") + "x".repeat(900_000));

      assertThat(readToTheEnd(socket)).startsWith("HTTP/1.1 413").endsWith("\"code\":413}");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void bodyWithoutAnEnd_isCutOff(boolean known) throws IOException {
    String chunk = "4000\r\n" + "x".repeat(0x4000) + "\r\n";
    String request = request("POST /v2/slots/midjourney", "Transfer-Encoding: chunked\r\n");
    try (Socket socket = connect()) {
      send(socket, known ? request : request.replace(caller.token(), "unknown"));

      assertThatThrownBy(
              () -> {
                for (int sent = 0; sent < 100_000_000; sent += chunk.length()) {
                  send(socket, chunk);
                }
              })
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void connectionWhoseResponsesAreNotRead_isNotReadFrom() throws Exception {
    ByteBuffer requests =
        ByteBuffer.wrap(
            "GET /v2/account HTTP/1.1\r\nHost: pod\r\n\r\n"
                .repeat(1_000)
                .getBytes(StandardCharsets.US_ASCII));
    try (SocketChannel channel = SocketChannel.open()) {
      // small buffers, so that little unread data is in transit
      channel.setOption(StandardSocketOptions.SO_RCVBUF, 4_096);
      channel.setOption(StandardSocketOptions.SO_SNDBUF, 65_536);
      channel.connect(new InetSocketAddress(url.getHost(), url.getPort()));
      channel.configureBlocking(false);
      long sent = 0;
      long stalledSince = System.nanoTime();
      while (System.nanoTime() - stalledSince < Duration.ofSeconds(1).toNanos()) {
        requests.rewind();
        int taken = channel.write(requests);
        if (taken > 0) {
          sent += taken;
          stalledSince = System.nanoTime();
        }
        assertThat(sent).isLessThan(20_000_000);
        Thread.onSpinWait();
      }
    }
  }
}
