package berth.slot.overview;

import static org.assertj.core.api.Assertions.assertThat;

import berth.harness.Answer;
import berth.harness.Api;
import berth.harness.OwnSubscription;
import berth.harness.RunningBerth;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reading slots, and slot ids that do not exist. */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class ReadSlotsTest extends OwnSubscription {

  @Test
  void list_showsLeasesAndAccounts() {
    String channel = caller.configured("sim-" + user, 3);
    String slot = caller.take("{\"ref\": \"mine\"}").text("slot");

    JsonNode list = caller.slots().json();

    assertThat(list.path("executing")).hasSize(1);
    JsonNode executing = list.path("executing").path(0);
    assertThat(executing.path("slot").asText()).isEqualTo(slot);
    assertThat(executing.path("channel").asText()).isEqualTo(channel);
    assertThat(executing.path("ref").asText()).isEqualTo("mine");
    assertThat(executing.has("grantedAt")).isTrue();
    assertThat(executing.has("leasedUntil")).isTrue();
    assertThat(list.path("accounts"))
        .hasToString(
            ("[{\"channel\":\"%s\",\"status\":\"active\","
                    + "\"maxJobs\":3,\"executing\":1,\"available\":2}]")
                .formatted(channel));
    assertThat(list.path("waiting").asInt()).isZero();
  }

  @Test
  void get_heldSlot_showsItWithoutTheToken() {
    caller.configured("sim-" + user, 3);
    Answer taken = caller.take();

    Answer found = caller.slot(taken.text("slot"));

    assertThat(found.status()).isEqualTo(200);
    assertThat(found.text("leasedUntil")).isEqualTo(taken.text("leasedUntil"));
    assertThat(found.json().path("fence")).isEqualTo(taken.json().path("fence"));
    assertThat(found.body()).doesNotContain("discord").doesNotContain(user);
  }

  @Test
  void anything_withASlotThatNeverWas_isNotFound() {
    caller.configured("sim-" + user, 3);
    String slot = caller.take().text("slot");
    String forged = (slot.charAt(0) == 'A' ? "B" : "A") + slot.substring(1);

    for (String unknown : List.of("none", "%00", forged, slot + "A", slot.substring(1))) {
      assertThat(caller.slot(unknown).status()).isEqualTo(404);
      assertThat(caller.renew(unknown, 60).status()).isEqualTo(404);
      assertThat(caller.release(unknown).status()).isEqualTo(404);
    }
    assertThat(caller.slot(slot).status()).isEqualTo(200);
  }

  @Test
  void anything_withASlotOfAnotherSubscription_isNotFound() {
    caller.configured("sim-" + user, 3);
    String slot = caller.take().text("slot");
    Api other = admin.subscribed("{\"name\": \"other\", \"quantity\": 1}");

    assertThat(other.slot(slot).status()).isEqualTo(404);
    assertThat(other.renew(slot, 60).status()).isEqualTo(404);
    assertThat(other.release(slot).status()).isEqualTo(404);
    assertThat(other.slots().json().path("executing")).isEmpty();
    assertThat(caller.slot(slot).status()).isEqualTo(200);
  }
}
