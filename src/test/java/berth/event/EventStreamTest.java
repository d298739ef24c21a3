package berth.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import berth.harness.Answer;
import berth.harness.OneAccount;
import berth.harness.RunningBerth;
import berth.harness.network.ServerSentEvents;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The stream of events. */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class EventStreamTest extends OneAccount {

  @Test
  void stream_hasEventsFromNowOn_withinASecond() {
    try (ServerSentEvents stream = ServerSentEvents.open(caller, "")) {
      caller.pause(channel);

      await().atMost(Duration.ofSeconds(1)).until(() -> stream.ids().size() == 1);
      assertThat(stream.data().get(0).path("type").asText()).isEqualTo("account.paused");
      assertThat(stream.data().get(0).path("id").asText()).isEqualTo(stream.ids().get(0));
      assertThat(stream.contentType()).startsWith("text/event-stream");
    }
  }

  @Test
  void stream_afterAnId_goesOnBehindIt_alsoByHeader() {
    caller.pause(channel);
    caller.resume(channel);

    try (ServerSentEvents after = ServerSentEvents.open(caller, "?after=2");
        ServerSentEvents again = ServerSentEvents.open(caller, "?after=0", "3")) {
      await().until(() -> after.ids().size() == 2 && again.ids().size() == 1);
      assertThat(after.ids()).containsExactly("3", "4");
      assertThat(again.ids()).containsExactly("4");
    }
  }

  @Test
  void stream_withAFilter_hasNothingElse() {
    try (ServerSentEvents stream = ServerSentEvents.open(caller, "?type=account.resumed")) {
      caller.pause(channel);
      caller.resume(channel);

      await().until(() -> stream.ids().size() == 1);
      assertThat(stream.data().get(0).path("type").asText()).isEqualTo("account.resumed");
    }
  }

  @Test
  void stream_ofARevokedToken_ends() {
    String tokens = "/admin/subscriptions/" + caller.get("/v2/account").text("sub") + "/tokens";
    Answer made = admin.post(tokens, "{\"name\": \"viewer\", \"role\": \"read\"}");
    try (ServerSentEvents stream = ServerSentEvents.open(caller.as(made.text("token")), "")) {
      admin.send("DELETE", tokens + "/" + made.text("id"), null);

      await().atMost(Duration.ofSeconds(5)).until(stream::hasEnded);
      assertThat(stream.data().get(0).path("type").asText()).isEqualTo("token.revoked");
    }
  }

  @Test
  void stream_ofARevokedToken_ends_alsoWhileThereAreAlwaysMoreEvents() {
    String id = caller.get("/v2/account").text("sub");
    String tokens = "/admin/subscriptions/" + id + "/tokens";
    Answer made = admin.post(tokens, "{\"name\": \"viewer\", \"role\": \"read\"}");
    try (ServerSentEvents stream = ServerSentEvents.open(caller.as(made.text("token")), "")) {
      admin.send("DELETE", tokens + "/" + made.text("id"), null);
      await()
          .atMost(Duration.ofSeconds(5))
          .until(
              () -> {
                SlowEvents.write(RunningBerth.database(), Long.parseLong(id));
                return stream.hasEnded();
              });
    }
  }

  @Test
  void stream_withAFilterThatNothingPasses_hasComments_whateverElseHappens() {
    long id = Long.parseLong(caller.get("/v2/account").text("sub"));
    try (ServerSentEvents stream = ServerSentEvents.open(caller, "?channel=1")) {
      await()
          .atMost(Duration.ofSeconds(25))
          .until(
              () -> {
                SlowEvents.write(RunningBerth.database(), id);
                return stream.comments() == 2;
              });
      assertThat(stream.ids()).isEmpty();
    }
  }

  @Test
  void streams_beyondTheMaximumOfASubscription_areRefused_untilOneEnds() {
    ServerSentEvents[] streams = new ServerSentEvents[100];
    try {
      for (int i = 0; i < streams.length; i++) {
        streams[i] = ServerSentEvents.open(caller, "");
        assertThat(streams[i].status()).isEqualTo(200);
      }
      try (ServerSentEvents refused = ServerSentEvents.open(caller, "")) {
        assertThat(refused.status()).isEqualTo(503);
      }
      streams[0].close();
      await()
          .atMost(Duration.ofSeconds(10))
          .until(
              () -> {
                try (ServerSentEvents another = ServerSentEvents.open(caller, "")) {
                  return another.status() == 200;
                }
              });
    } finally {
      for (ServerSentEvents stream : streams) {
        if (stream != null) {
          stream.close();
        }
      }
    }
  }
}
