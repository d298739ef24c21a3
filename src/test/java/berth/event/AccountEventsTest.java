package berth.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import berth.dev.discord.SimulatedDiscord;
import berth.harness.EventReader;
import berth.harness.OneAccount;
import berth.harness.RunningBerth;
import berth.harness.StoredAccount;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The events of an account, one for each change, whoever makes it. */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class AccountEventsTest extends OneAccount {

  private final SimulatedDiscord discord = RunningBerth.discord();
  private EventReader reader;

  @BeforeEach
  void read() {
    reader = EventReader.fromNow(caller);
  }

  @AfterEach
  void behaveWell() {
    discord.behaveWell(user);
  }

  @Test
  void created_namesChannel_limit_andTheTokenOfTheCaller() {
    String other = caller.configured("sim-" + user + "-other", 5);

    JsonNode event = only("account.created");
    assertThat(event.path("channel").asText()).isEqualTo(other);
    assertThat(event.path("changed")).hasToString("{\"maxJobs\":5}");
    assertThat(event.path("actor")).hasToString("{\"kind\":\"token\",\"name\":\"first\"}");
    assertThat(Instant.parse(event.path("at").asText()))
        .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
    caller.deleteAccount(other);
  }

  @Test
  void posted_withAnotherTokenAndLimit_saysSo_andNeverTheToken() {
    caller.configured("sim-" + user + ".next", 2);

    JsonNode event = only("account.updated");
    assertThat(event.path("changed")).hasToString("{\"discord\":\"replaced\",\"maxJobs\":2}");
    assertThat(event.toString()).doesNotContain("sim-");
  }

  @Test
  void posted_asItIs_isNoEvent() {
    caller.configured("sim-" + user, 3);
    changeNothing();

    assertThat(reader.next()).isEmpty();
  }

  @Test
  void patched_saysTheNewLimit() {
    caller.send("PATCH", "/v2/account/midjourney/" + channel, "{\"maxJobs\": 1}");

    assertThat(only("account.updated").path("changed")).hasToString("{\"maxJobs\":1}");
  }

  @Test
  void pausedAndResumed_areOneEventEach_howeverOftenTheyAreRepeated() {
    caller.pause(channel);
    caller.pause(channel);
    caller.resume(channel);
    caller.resume(channel);

    assertThat(types()).containsExactly("account.paused", "account.resumed");
  }

  @Test
  void limited_saysUntilWhen_andIsTheHoldersDoing() {
    end("outcome=limited&retryAfter=300");

    JsonNode event = only("account.cooling");
    assertThat(event.path("until").asText()).isEqualTo(caller.account(channel).text("until"));
    assertThat(event.path("actor").path("kind").asText()).isEqualTo("token");
  }

  @Test
  void moderated_hasTheMessage_andTheRecoveryIsBerthsDoing() {
    end("outcome=moderated&message=Wait&retryAfter=300");

    assertThat(only("account.moderated").path("reason").asText()).isEqualTo("Wait");
    new StoredAccount(channel).endModeration();
    changeNothing();
    await().atMost(Duration.ofSeconds(20)).until(() -> status().equals("active"));
    JsonNode recovered = only("account.recovered");
    assertThat(recovered.path("actor")).hasToString("{\"kind\":\"berth\"}");
  }

  @Test
  void refusedByDiscord_hasTheReason_once_andRecoversWhenPosted() {
    discord.behave(user, "invalid");
    caller.configure("sim-" + user, 3);
    caller.configure("sim-" + user, 3);

    JsonNode rejected = only("account.rejected");
    assertThat(rejected.path("reason").asText()).isEqualTo("Discord token is invalid");
    assertThat(rejected.path("actor")).hasToString("{\"kind\":\"berth\"}");
    discord.behaveWell(user);
    caller.configured("sim-" + user + ".new", 3);
    assertThat(types()).containsExactly("account.updated", "account.recovered");
  }

  @Test
  void outcomeOfALeaseThatHasEnded_isNoEvent() {
    String slot = caller.taken();
    caller.release(slot);

    caller.release(slot, "outcome=limited&retryAfter=300");

    assertThat(reader.next()).isEmpty();
  }

  @Test
  void deleted_isAnEvent_once() {
    caller.deleteAccount(channel);
    caller.deleteAccount(channel);

    assertThat(types()).containsExactly("account.deleted");
  }

  private List<String> types() {
    return reader.next().stream().map(event -> event.path("type").asText()).toList();
  }

  /** The one event since the last look. */
  private JsonNode only(String type) {
    List<JsonNode> events = reader.next();
    assertThat(events).extracting(event -> event.path("type").asText()).containsExactly(type);
    return events.get(0);
  }
}
