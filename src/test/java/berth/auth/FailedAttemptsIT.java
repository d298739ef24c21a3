package berth.auth;

import static org.assertj.core.api.Assertions.assertThat;

import berth.harness.Api;
import berth.harness.pod.Pods;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** An address that guesses tokens is told to wait, and nobody else is. */
@Tag("concurrent")
class FailedAttemptsIT {

  private static final int MOST = 20;
  private static final String GUESSER = "127.0.0.2";
  private static final String OTHER = "127.0.0.3";
  private static final String PATH = "/v2/account";
  private static final String ADMIN_PATH = "/admin/subscriptions";

  /** Only Linux has other loopback addresses than 127.0.0.1 without being asked. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void unknownTokens_afterTwentyInAMinute_getAPause_fromThatAddress() throws IOException {
    try (Pods pods = Pods.start(1)) {
      Api caller = pods.admin(0).subscribed("{\"name\": \"known\", \"quantity\": 1}");
      String known = String.valueOf(caller.token());
      URI pod = URI.create(caller.baseUrl());
      for (int n = 0; n < MOST; n++) {
        String path = n % 2 == 0 ? PATH : ADMIN_PATH;
        assertThat(answer(GUESSER, pod, path, "unknown-" + n)).startsWith("HTTP/1.1 401 ");
      }
      for (String path : List.of(PATH, ADMIN_PATH)) {
        assertThat(answer(GUESSER, pod, path, "unknown"))
            .startsWith("HTTP/1.1 429 ")
            .contains("\r\nRetry-After: 60\r\n")
            .endsWith("{\"error\":\"Too many failed authentications\",\"code\":429}");
      }
      assertThat(answer(GUESSER, pod, PATH, known)).startsWith("HTTP/1.1 200 ");
      assertThat(answer(OTHER, pod, PATH, "unknown")).startsWith("HTTP/1.1 401 ");
    }
  }

  private static String answer(String from, URI pod, String path, String token) throws IOException {
    try (Socket socket =
        new Socket(
            InetAddress.getByName(pod.getHost()), pod.getPort(), InetAddress.getByName(from), 0)) {
      String request =
          """
          GET %s HTTP/1.1
          Host: pod
          Connection: close
          Authorization: Bearer %s

          """
              .formatted(path, token);
      socket
          .getOutputStream()
          .write(request.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }
}
