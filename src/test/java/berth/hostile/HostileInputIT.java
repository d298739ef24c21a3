package berth.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import berth.dev.discord.SimulatedDiscord;
import berth.harness.Api;
import berth.harness.database.TestDatabase;
import berth.harness.pod.MemoryLimit;
import berth.harness.pod.Pod;
import berth.harness.pod.Pods;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Whatever is sent, a pod answers with the envelope, or closes the connection, and lives on. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "The limit of memory is set by a shell")
class HostileInputIT {

  private static final Logger LOG = Logger.getLogger(HostileInputIT.class);
  private static final long REQUESTS = Long.getLong("berth.hostile.requests", 20_000);
  private static final Duration MOST =
      Duration.ofSeconds(Long.getLong("berth.hostile.seconds", 15));
  private static final long SEED = Long.getLong("berth.hostile.seed", System.nanoTime());
  private static final int THREADS = 4;
  private static final int TIMEOUT_MILLIS = 20_000;
  private static final int MEBIBYTES = 512;
  private static final Pattern STATUS = Pattern.compile("HTTP/\\d\\.\\d (\\d{3}) ");

  private static final String CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n";

  private final ObjectMapper json = new ObjectMapper();
  private final Map<String, AtomicLong> statuses = new ConcurrentHashMap<>();
  private final Queue<String> faults = new ConcurrentLinkedQueue<>();

  @Test
  void anyRequest_isAnsweredWithTheEnvelope_orNotAtAll() throws Exception {
    MemoryLimit limit = new MemoryLimit(MEBIBYTES);
    try (SimulatedDiscord discord = SimulatedDiscord.start()) {
      Map<String, String> settings = new HashMap<>(Pods.settings(TestDatabase.create(), discord));
      settings.put("BERTH_FAILED_AUTHENTICATIONS", "1000000");
      try (Pod pod = Pod.start(settings, limit)) {
        Api admin = Pods.admin(pod);
        Api caller = admin.subscribed("{\"name\": \"hostile\", \"quantity\": 1000}");
        caller.configured("sim-hostile", 15);
        sendAll(
            URI.create(pod.url()),
            List.of(String.valueOf(caller.token()), String.valueOf(admin.token())));
        LOG.infof("Seed %d, in %d MiB: %s", SEED, MEBIBYTES, new TreeMap<>(statuses));

        assertThat(faults).isEmpty();
        assertThat(pod.isAlive()).isTrue();
        assertThat(admin.get("/admin/subscriptions").status()).isEqualTo(200);
        assertThat(pod.log()).noneMatch(line -> line.contains("An unexpected failure"));
      }
    } finally {
      limit.close();
    }
  }

  private void sendAll(URI pod, List<String> tokens) throws InterruptedException {
    long end = System.nanoTime() + MOST.toNanos();
    AtomicLong left = new AtomicLong(REQUESTS);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      HostileRequests requests = new HostileRequests(SEED + i, tokens);
      Thread thread =
          new Thread(
              () -> {
                while (left.getAndDecrement() > 0
                    && System.nanoTime() < end
                    && faults.size() < 20) {
                  byte[] request = requests.next();
                  check(request, send(pod, request));
                }
              },
              "hostile");
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static String send(URI pod, byte[] request) {
    try (Socket socket = new Socket(pod.getHost(), pod.getPort())) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      try {
        socket.getOutputStream().write(request);
      } catch (IOException closed) {
        // the answer may have come before the end of the request
      }
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException closed) {
      return String.valueOf(closed);
    }
  }

  private void check(byte[] request, String whole) {
    String answer = whole.startsWith(CONTINUE) ? whole.substring(CONTINUE.length()) : whole;
    Matcher status = STATUS.matcher(answer);
    String what = status.lookingAt() ? status.group(1) : "none";
    statuses.computeIfAbsent(what, first -> new AtomicLong()).incrementAndGet();
    if (answer.contains("Read timed out") || (status.lookingAt() && !isFine(request, answer))) {
      String sent = new String(request, StandardCharsets.UTF_8);
      faults.add(sent.substring(0, Math.min(sent.length(), 600)) + "\n=> " + answer);
    }
  }

  private boolean isFine(byte[] request, String answer) {
    int status = Integer.parseInt(answer.substring(9, 12));
    boolean crashed = status >= 500 && status != 503 && status != 504 && status != 502;
    if (crashed || answer.contains("\nX-Injected") || answer.contains("\tat ")) {
      return false;
    }
    boolean head = new String(request, 0, 5, StandardCharsets.US_ASCII).equals("HEAD ");
    return status < 400 || head || isEnvelope(status, answer);
  }

  private boolean isEnvelope(int status, String answer) {
    int body = answer.indexOf("\r\n\r\n");
    try {
      JsonNode error = json.readTree(answer.substring(body + 4));
      return error.path("code").asInt() == status && error.path("error").isTextual();
    } catch (JsonProcessingException noJson) {
      return false;
    }
  }
}
