package berth.pods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import berth.event.SlowEvents;
import berth.harness.Api;
import berth.harness.AtOnce;
import berth.harness.EventReader;
import berth.harness.network.ServerSentEvents;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/** Events that are written and read at two pods. */
class EventPodsIT extends TwoPods {

  private static final Logger LOG = Logger.getLogger(EventPodsIT.class);
  private static final int SECONDS = Integer.getInteger("berth.load.seconds", 5);

  /** Half of them are callers of the two pods, the others transactions that commit late. */
  private static final int WRITERS = 16;

  @Test
  void events_ofManyWriters_areReadOnceAndInOrder_byPagesAndByStreams() {
    long subscription = Long.parseLong(here.get("/v2/account").text("sub"));
    List<String> channels = new ArrayList<>();
    for (int i = 0; i < WRITERS / 2; i++) {
      channels.add(here.configured("sim-" + user + "-" + i, 1));
    }
    long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
    try (ServerSentEvents oneStream = ServerSentEvents.open(here, "?after=0");
        ServerSentEvents otherStream = ServerSentEvents.open(there, "?after=0")) {
      List<CompletableFuture<List<String>>> readers =
          List.of(reading(here, end), reading(there, end));

      AtOnce.run(
          WRITERS,
          number -> {
            Api pod = number % 4 == 0 ? here : there;
            while (System.nanoTime() < end) {
              if (number % 2 == 1) {
                SlowEvents.write(pods().database(), subscription);
              } else {
                assertThat(pod.pause(channels.get(number / 2)).status()).isIn(204, 503);
                assertThat(pod.resume(channels.get(number / 2)).status()).isIn(204, 503);
              }
            }
            return number;
          });

      List<String> stored =
          pods()
              .database()
              .texts(
                  "SELECT id FROM event WHERE subscription_id = " + subscription + " ORDER BY id");
      LOG.infof("%d writers at two pods wrote %d events", WRITERS, stored.size());
      assertThat(stored).hasSizeGreaterThan(100).first().isEqualTo("1");
      assertThat(stored).last().isEqualTo(Integer.toString(stored.size()));
      readers.forEach(reader -> assertThat(reader.join()).isEqualTo(stored));
      await()
          .atMost(Duration.ofSeconds(5))
          .untilAsserted(
              () -> {
                assertThat(oneStream.ids()).isEqualTo(stored);
                assertThat(otherStream.ids()).isEqualTo(stored);
              });
    }
    assertThat(pods().database().deadlocks()).isZero();
  }

  /** Reads on until the writers have ended, and once more after that. */
  private static CompletableFuture<List<String>> reading(Api caller, long end) {
    return CompletableFuture.supplyAsync(
        () -> {
          EventReader reader = new EventReader(caller, "0");
          List<JsonNode> read = new ArrayList<>();
          while (System.nanoTime() < end + Duration.ofSeconds(3).toNanos()) {
            read.addAll(reader.next());
          }
          return read.stream().map(event -> event.path("id").asText()).toList();
        });
  }

  @Test
  void event_atOnePod_isInTheStreamOfTheOther_withinASecond() {
    String channel = here.configured("sim-" + user, 1);
    try (ServerSentEvents stream = ServerSentEvents.open(there, "")) {
      here.pause(channel);

      await().atMost(Duration.ofSeconds(1)).until(() -> stream.ids().size() == 1);
    }
  }
}
