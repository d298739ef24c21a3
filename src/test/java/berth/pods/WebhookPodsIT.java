package berth.pods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import berth.harness.Answer;
import berth.harness.Api;
import berth.harness.network.WebhookReceiver;
import berth.harness.pod.Pods;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Webhooks while pods die in the middle of deliveries. */
@Tag("concurrent")
class WebhookPodsIT {

  private static final Logger LOG = Logger.getLogger(WebhookPodsIT.class);
  private static final int SUBSCRIPTIONS = 5;
  private static final int EVENTS = 100;

  @Test
  void events_arriveAtLeastOnceAndInOrder_thoughPodsDie() {
    try (Pods pods = Pods.start(3, Map.of("BERTH_WEBHOOK_PRIVATE_ADDRESSES", "true"))) {
      List<WebhookReceiver> receivers = new ArrayList<>();
      try {
        for (int i = 0; i < SUBSCRIPTIONS; i++) {
          receivers.add(slow());
          Api owner = pods.admin(0).subscribed("{\"name\": \"hook\", \"quantity\": 1}");
          put(owner, receivers.get(i).url());
          writeEvents(owner, "sim-hook-" + i);
        }
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> receivers.stream().allMatch(one -> one.received().size() > 5));
        pods.kill(0);
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> receivers.stream().anyMatch(one -> one.received().size() > EVENTS / 2));
        pods.kill(1);

        List<Integer> expected = IntStream.rangeClosed(2, EVENTS + 2).boxed().toList();
        await()
            .atMost(Duration.ofMinutes(3))
            .until(
                () ->
                    receivers.stream()
                        .allMatch(one -> Set.copyOf(one.events()).size() == expected.size()));
        int sent = 0;
        for (WebhookReceiver receiver : receivers) {
          sent += receiver.events().size();
          assertThat(new LinkedHashSet<>(receiver.events())).containsExactlyElementsOf(expected);
        }
        LOG.infof(
            "%d events arrived at %d receivers, %d of them twice, while 2 of 3 pods died",
            expected.size() * SUBSCRIPTIONS, SUBSCRIPTIONS, sent - expected.size() * SUBSCRIPTIONS);
      } finally {
        receivers.forEach(WebhookReceiver::close);
      }
    }
  }

  @Test
  void privateAddress_isRefused_unlessTheSettingPermitsIt() {
    try (Pods pods = Pods.start(1);
        WebhookReceiver receiver = WebhookReceiver.start()) {
      Api owner = pods.admin(0).subscribed("{\"name\": \"hook\", \"quantity\": 1}");

      for (String url : List.of(receiver.url(), "http://localhost:1/", "http://[::1]/")) {
        Answer refused = owner.send("PUT", "/v2/webhook", "{\"url\": \"%s\"}".formatted(url));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("errorDetails")).isEqualTo("Its host has a private address");
      }
      // as if its name had another address by now
      put(owner, "http://198.51.100.1/".replace("198.51.100.1", "1.1.1.1"));
      pods.database().execute("UPDATE webhook SET url = '%s'".formatted(receiver.url()));
      Answer test = owner.send("POST", "/v2/webhook/test", null);
      assertThat(test.status()).isEqualTo(502);
      assertThat(test.text("errorDetails")).isEqualTo("Its host has a private address");
      assertThat(receiver.received()).isEmpty();
    }
  }

  private static WebhookReceiver slow() {
    WebhookReceiver receiver = WebhookReceiver.start();
    receiver.behave(
        request -> {
          try {
            Thread.sleep(ThreadLocalRandom.current().nextInt(40));
          } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
          }
          boolean fails = ThreadLocalRandom.current().nextInt(50) == 0;
          request.sendResponseHeaders(fails ? 500 : 200, -1);
        });
    return receiver;
  }

  private static void put(Api owner, String url) {
    Answer put = owner.send("PUT", "/v2/webhook", "{\"url\": \"%s\"}".formatted(url));
    assertThat(put.status()).isEqualTo(200);
  }

  /** The creation of an account, and changes of it. */
  private static void writeEvents(Api owner, String token) {
    String channel = owner.configured(token, 1);
    for (int i = 0; i < EVENTS; i++) {
      Answer changed = i % 2 == 0 ? owner.pause(channel) : owner.resume(channel);
      assertThat(changed.status()).isEqualTo(204);
    }
  }
}
