package berth.event;

import static org.assertj.core.api.Assertions.assertThat;

import berth.harness.Answer;
import berth.harness.EventReader;
import berth.harness.OwnSubscription;
import berth.harness.RunningBerth;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The events of subscriptions and API tokens, which the administrator causes. */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class SubscriptionEventsTest extends OwnSubscription {

  private String path;
  private EventReader reader;

  @BeforeEach
  void read() {
    path = "/admin/subscriptions/" + caller.get("/v2/account").text("sub");
    reader = EventReader.fromNow(caller);
  }

  @Test
  void subscription_beginsWithItsCreation() {
    List<JsonNode> events = new EventReader(caller, "0").next();

    assertThat(events).hasSize(1);
    assertThat(events.get(0).path("type").asText()).isEqualTo("subscription.created");
    assertThat(events.get(0).path("id").asText()).isEqualTo("1");
    assertThat(events.get(0).path("actor")).hasToString("{\"kind\":\"admin\"}");
    assertThat(events.get(0).path("changed"))
        .hasToString("{\"name\":\"test\",\"quantity\":50,\"maxJobs\":15}");
  }

  @Test
  void updated_namesWhatChanged_andAccountsAboveTheCeilingFollow() {
    String channel = caller.configured("sim-" + user, 5);
    reader.next();

    admin.send("PATCH", path, "{\"maxJobs\": 2, \"expiresAt\": null}");
    admin.send("PATCH", path, "{}");

    List<JsonNode> events = reader.next();
    assertThat(events)
        .extracting(event -> event.path("type").asText())
        .containsExactly("subscription.updated", "account.updated");
    assertThat(events.get(0).path("changed"))
        .hasToString("{\"maxJobs\":2,\"expiresAt\":\"never\"}");
    assertThat(events.get(1).path("channel").asText()).isEqualTo(channel);
    assertThat(events.get(1).path("actor")).hasToString("{\"kind\":\"admin\"}");
    caller.deleteAccount(channel);
  }

  @Test
  void tokens_areCreated_rotated_andRevoked_withoutTheirSecrets() {
    Answer made = admin.post(path + "/tokens", "{\"name\": \"farm\", \"role\": \"worker\"}");
    Answer rotated =
        admin.post(path + "/tokens/" + made.text("id") + "/rotate", "{\"graceSeconds\": 60}");
    admin.send("DELETE", path + "/tokens/" + rotated.text("id"), null);

    List<JsonNode> events = reader.next();
    assertThat(events)
        .extracting(event -> event.path("type").asText())
        .containsExactly("token.created", "token.rotated", "token.revoked");
    assertThat(events.get(0).path("changed"))
        .hasToString(
            "{\"id\":%s,\"name\":\"farm\",\"role\":\"worker\"}".formatted(made.text("id")));
    assertThat(events.get(2).path("changed"))
        .hasToString("{\"id\":%s}".formatted(rotated.text("id")));
    assertThat(events.toString())
        .doesNotContain(made.text("token"))
        .doesNotContain(rotated.text("token"));
  }

  @Test
  void deleted_isWrittenDown_afterTheDeletionOfItsAccounts() {
    String channel = caller.configured("sim-" + user, 1);
    String id = path.substring(path.lastIndexOf('/') + 1);

    admin.send("DELETE", path + "?force=true", null);

    assertThat(
            RunningBerth.database()
                .texts(
                    "SELECT type || coalesce(' ' || channel, '') FROM event WHERE subscription_id = "
                        + id
                        + " ORDER BY id"))
        .containsExactly(
            "subscription.created",
            "account.created " + channel,
            "account.deleted " + channel,
            "subscription.deleted");
  }
}
