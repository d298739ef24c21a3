package berth.slot.take;

import static org.assertj.core.api.Assertions.assertThat;

import berth.harness.Answer;
import berth.harness.AtOnce;
import berth.harness.OwnSubscription;
import berth.harness.RunningBerth;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Taking slots without waiting. */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class TakeSlotTest extends OwnSubscription {

  private static final String PATH = "/v2/slots/midjourney";

  @Test
  void take_freeSlot_returnsTheLeaseAndTheTokenWhole() {
    String channel = caller.configured("sim-" + user, 2);

    Answer taken = caller.take("{\"leaseSeconds\": 60, \"ref\": \"job 7\"}");

    JsonNode slot = taken.json();
    assertThat(taken.status()).isEqualTo(201);
    assertThat(slot.path("channel").asText()).isEqualTo(channel);
    assertThat(slot.path("discord").asText()).isEqualTo("sim-" + user);
    assertThat(slot.path("ref").asText()).isEqualTo("job 7");
    assertThat(slot.path("leaseSeconds").asInt()).isBetween(59, 60);
    assertThat(Instant.parse(slot.path("leasedUntil").asText()))
        .isBetween(Instant.now().plusSeconds(50), Instant.now().plusSeconds(70));
    assertThat(taken.header("Location")).endsWith(PATH + "/" + slot.path("slot").asText());
  }

  @Test
  void take_withoutBody_leasesForFiveMinutes() {
    caller.configured("sim-" + user, 1);

    Answer taken = caller.send("POST", PATH, null);

    assertThat(taken.status()).isEqualTo(201);
    assertThat(taken.json().path("leaseSeconds").asInt()).isBetween(299, 300);
    assertThat(taken.json().has("ref")).isFalse();
  }

  @Test
  void take_again_growsTheFence() {
    caller.configured("sim-" + user, 1);
    Answer first = caller.take();
    caller.release(first.text("slot"));

    Answer second = caller.take();

    assertThat(second.json().path("fence").asLong())
        .isGreaterThan(first.json().path("fence").asLong());
  }

  @Test
  void take_pinned_grantsOnlyThatAccount() {
    caller.configured("sim-" + user, 5);
    String other = caller.configured("sim-" + user + "2", 2);
    String pinned = "{\"channel\": \"%s\"}".formatted(other);

    assertThat(caller.take(pinned).text("channel")).isEqualTo(other);
    assertThat(caller.take(pinned).text("channel")).isEqualTo(other);
    assertThat(caller.take(pinned).status()).isEqualTo(429);
  }

  @Test
  void take_allBusy_reportsTheLeasesAndWhenToRetry() {
    caller.configured("sim-" + user, 2);
    Set<String> held =
        Set.of(
            caller.take("{\"leaseSeconds\": 3600}").text("slot"),
            caller.take("{\"leaseSeconds\": 7}").text("slot"));

    Answer busy = caller.take();

    assertThat(busy.status()).isEqualTo(429);
    assertThat(busy.text("error")).isEqualTo("All accounts are busy");
    assertThat(busy.json().path("executingJobs"))
        .extracting(JsonNode::asText)
        .containsExactlyInAnyOrderElementsOf(held);
    assertThat(Integer.parseInt(busy.header("Retry-After"))).isBetween(5, 7);
  }

  @Test
  void take_allBusyForLong_asksToRetryWithinHalfAMinute() {
    caller.configured("sim-" + user, 1);
    caller.take("{\"leaseSeconds\": 3600}");

    assertThat(caller.take().header("Retry-After")).isEqualTo("30");
  }

  @Test
  void take_manyAtOnce_grantsEachSlotOnce() {
    caller.configured("sim-" + user, 3);
    caller.configured("sim-" + user + "2", 5);

    List<Answer> answers = AtOnce.run(40, number -> caller.take());

    List<String> granted =
        answers.stream().filter(a -> a.status() == 201).map(a -> a.text("slot")).toList();
    assertThat(granted).hasSize(8);
    assertThat(new HashSet<>(granted)).hasSize(8);
    assertThat(answers).allMatch(answer -> answer.status() == 201 || answer.status() == 429);
  }

  @Test
  void take_asManyAsThereAre_isNeverRefused() {
    IntStream.range(0, 5).forEach(n -> caller.configured("sim-" + user + n, 4));

    List<Answer> answers = AtOnce.run(20, number -> caller.take());

    assertThat(answers).allMatch(answer -> answer.status() == 201);
  }
}
