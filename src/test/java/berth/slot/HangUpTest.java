package berth.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import berth.harness.Answer;
import berth.harness.Api;
import berth.harness.RunningBerth;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Callers that are gone before they are answered. */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class HangUpTest {

  private static final String BODY = "{\"leaseSeconds\": 600}";

  @Test
  void take_callerThatHangsUpAtOnce_leavesNoSlotHeld() throws IOException {
    Api caller = RunningBerth.admin().subscribed("{\"name\": \"test\", \"quantity\": 1}");
    caller.configured("sim-" + UUID.randomUUID(), 15);

    for (int i = 0; i < 100; i++) {
      askAndHangUp(caller, i % 2 == 0);
    }

    // those that were granted before it was noticed have gone back
    await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> caller.slots().json().path("executing").isEmpty());
    List<Answer> all = IntStream.range(0, 16).mapToObj(n -> caller.take()).toList();
    assertThat(all.stream().filter(answer -> answer.status() == 201)).hasSize(15);
  }

  private static void askAndHangUp(Api caller, boolean rudely) throws IOException {
    URI url = URI.create(caller.baseUrl());
    try (Socket socket = new Socket()) {
      // rudely: the connection is reset, not closed
      socket.setSoLinger(rudely, 0);
      socket.connect(new InetSocketAddress(url.getHost(), url.getPort()));
      socket.getOutputStream().write(request(Objects.requireNonNull(caller.token())));
    }
  }

  private static byte[] request(String token) {
    return """
    POST /v2/slots/midjourney HTTP/1.1
    Host: berth
    Authorization: Bearer %s
    Content-Type: application/json
    Content-Length: %d

    %s"""
        .formatted(token, BODY.length(), BODY)
        .replace("\n", "\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }
}
