package berth.event;

import static org.assertj.core.api.Assertions.assertThat;

import berth.harness.Answer;
import berth.harness.Api;
import berth.harness.OneAccount;
import berth.harness.RunningBerth;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages of events. */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class EventHistoryTest extends OneAccount {

  private Answer events(String query) {
    return caller.get("/v2/events" + query);
  }

  private static List<Integer> ids(Answer answer) {
    return answer
        .json()
        .path("events")
        .valueStream()
        .map(event -> event.path("id").asInt())
        .toList();
  }

  /** Makes events 3 to 6; 1 and 2 are the creation of the subscription and of the account. */
  private void pauseAndResumeTwice() {
    for (int i = 0; i < 2; i++) {
      caller.pause(channel);
      caller.resume(channel);
    }
  }

  @Test
  void withoutAfter_theNewestAreListed_theOldestFirst() {
    pauseAndResumeTwice();

    assertThat(ids(events("?limit=3"))).containsExactly(4, 5, 6);
    assertThat(events("?limit=3").text("last")).isEqualTo("6");
    assertThat(ids(events(""))).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void after_readsOn_pageByPage() {
    pauseAndResumeTwice();

    Answer first = events("?after=1&limit=2");
    Answer second = events("?limit=100&after=" + first.text("last"));

    assertThat(ids(first)).containsExactly(2, 3);
    assertThat(first.text("last")).isEqualTo("3");
    assertThat(ids(second)).containsExactly(4, 5, 6);
    assertThat(second.text("last")).isEqualTo("6");
    assertThat(ids(events("?after=6"))).isEmpty();
    assertThat(events("?after=6").text("last")).isEqualTo("6");
  }

  @Test
  void filters_keepTheirEventsOnly_andLastIsBeyondTheOthers() {
    pauseAndResumeTwice();

    Answer paused = events("?after=0&type=account.paused");
    Answer firstPaused = events("?after=0&type=account.paused&limit=1");

    assertThat(ids(paused)).containsExactly(3, 5);
    assertThat(paused.text("last")).isEqualTo("6");
    assertThat(ids(firstPaused)).containsExactly(3);
    assertThat(firstPaused.text("last")).isEqualTo("3");
    assertThat(ids(events("?type=account.paused&limit=1"))).containsExactly(5);
    assertThat(ids(events("?channel=" + channel))).containsExactly(2, 3, 4, 5, 6);
    assertThat(ids(events("?channel=1"))).isEmpty();
  }

  @Test
  void eventsOfOthers_areNotSeen() {
    Api other = admin.subscribed("{\"name\": \"other\", \"quantity\": 1}");
    pauseAndResumeTwice();

    JsonNode page = other.get("/v2/events?after=0").json();

    assertThat(page.path("events")).hasSize(1);
    assertThat(page.path("last").asText()).isEqualTo("1");
    assertThat(other.get("/v2/events?channel=" + channel).json().path("events")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "limit=0, Required param limit 0 can't be less than 1",
    "limit=1001, Required param limit 1001 can't be more that 1000",
    "limit=x, Required param limit must be an integer",
    "after=x, Required param after is malformed",
    "after=1234567890123456789, Required param after is malformed",
    "after=-1, Required param after is malformed",
    "channel=x, Required param channel is malformed",
    "type=account.x, Required param type is malformed",
  })
  void wrongParameter_isRefused(String query, String error) {
    assertThat(events("?" + query).status()).isEqualTo(400);
    assertThat(events("?" + query).text("error")).isEqualTo(error);
  }

  @Test
  void role_read_reads_andWorker_doesNot() {
    String tokens = "/admin/subscriptions/" + caller.get("/v2/account").text("sub") + "/tokens";
    Api reader =
        caller.as(admin.post(tokens, "{\"name\": \"r\", \"role\": \"read\"}").text("token"));
    Api worker =
        caller.as(admin.post(tokens, "{\"name\": \"w\", \"role\": \"worker\"}").text("token"));

    assertThat(reader.get("/v2/events").status()).isEqualTo(200);
    assertThat(worker.get("/v2/events").status()).isEqualTo(403);
  }
}
