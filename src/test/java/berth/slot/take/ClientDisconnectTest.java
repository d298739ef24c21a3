package berth.slot.take;

import static java.nio.charset.StandardCharsets.US_ASCII;
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
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that disconnect before they have a response. */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class ClientDisconnectTest {

  private static final Pattern SLOT = Pattern.compile("\"slot\":\"([^\"]+)\"");
  private static final int REQUESTS = 200;
  private static final int SLOTS = 15;
  private static final long STEP_NANOS = Duration.ofMillis(10).toNanos() / REQUESTS;

  private Api caller;

  @BeforeEach
  void subscribe() {
    caller = RunningBerth.admin().subscribed("{\"name\": \"test\", \"quantity\": 1}");
    caller.configured("sim-" + UUID.randomUUID(), SLOTS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Accept: */*", "Idempotency-Key: %d", "Prefer: wait=20"})
  void take_clientThatDisconnects_leavesNoSlotHeld(String header) throws IOException {
    long before = RunningBerth.database().number("SELECT last_value FROM slot_fence");

    for (int i = 0; i < REQUESTS; i++) {
      requestAndDisconnect(header.formatted(i), i).ifPresent(caller::release);
    }

    // some slots were granted before the pod noticed that the client had disconnected
    await()
        .until(() -> RunningBerth.database().number("SELECT last_value FROM slot_fence") > before);
    await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> caller.slots().json().path("executing").isEmpty());
    List<Answer> all = IntStream.rangeClosed(0, SLOTS).mapToObj(n -> caller.take()).toList();
    assertThat(all.stream().filter(answer -> answer.status() == 201)).hasSize(SLOTS);
  }

  @Test
  void wait_clientThatDisconnects_isNoWaiterAnyMore() throws IOException {
    IntStream.range(0, SLOTS).forEach(slot -> caller.take());
    long before = RunningBerth.database().number("SELECT last_value FROM waiter_ticket");

    for (int i = 0; i < REQUESTS; i++) {
      assertThat(requestAndDisconnect("Prefer: wait=50", i)).isEmpty();
    }

    await()
        .until(
            () -> RunningBerth.database().number("SELECT last_value FROM waiter_ticket") > before);
    // a waiter that stays, so that the pod keeps polling and deletes the others
    CompletableFuture<?> staying = caller.waitForSlot("{}", 20);
    await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> RunningBerth.database().number("SELECT count(*) FROM live_waiter") == 1);
    assertThat(staying).isNotDone();
  }

  /**
   * Sends a request and disconnects, each time a little later than before, so that the disconnects
   * meet the service at every step.
   *
   * @return the slot, if the response came just before the disconnect: the caller holds it
   */
  private Optional<String> requestAndDisconnect(String header, int number) throws IOException {
    URI url = URI.create(caller.baseUrl());
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(url.getHost(), url.getPort()));
      socket.getOutputStream().write(request(header));
      LockSupport.parkNanos(number * STEP_NANOS);
      socket.shutdownOutput();
      Matcher slot = SLOT.matcher(new String(socket.getInputStream().readAllBytes(), US_ASCII));
      return slot.find() ? Optional.of(slot.group(1)) : Optional.empty();
    }
  }

  private byte[] request(String header) {
    String body = "{\"leaseSeconds\": 600}";
    return """
    POST /v2/slots/midjourney HTTP/1.1
    Host: berth
    Authorization: Bearer %s
    Content-Type: application/json
    Content-Length: %d
    %s

    %s"""
        .formatted(Objects.requireNonNull(caller.token()), body.length(), header, body)
        .replace("\n", "\r\n")
        .getBytes(US_ASCII);
  }
}
