package berth.slot.lease;

import static org.assertj.core.api.Assertions.assertThat;

import berth.harness.Answer;
import berth.harness.OwnSubscription;
import berth.harness.RunningBerth;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Renewing many slots with one request. */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class RenewManyTest extends OwnSubscription {

  private static final String RENEW = "/v2/slots/midjourney/renew";

  @Test
  void heldSlots_areRenewed_andTheOthersAreListedAsEnded() {
    String channel = caller.configured("sim-" + user, 15);
    List<String> held = caller.taken(3);
    String released = caller.taken();
    caller.release(released);
    String strangers = stranger();

    Answer answer =
        renew(
            List.of(held.get(0), released, strangers, "none", "", held.get(1), held.get(0)),
            ", \"leaseSeconds\": 600");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(texts(answer.json().path("renewed"), "slot"))
        .containsExactly(held.get(0), held.get(1));
    assertThat(answer.json().path("renewed"))
        .allMatch(one -> one.path("leaseSeconds").asInt() >= 599)
        .allMatch(one -> one.path("status").asText().equals("active"))
        .allMatch(one -> one.size() == 4);
    assertThat(answer.json().path("ended"))
        .extracting(JsonNode::asText)
        .containsExactly(released, strangers, "none", "");
    assertThat(caller.slot(held.get(0)).text("leasedUntil"))
        .isEqualTo(answer.json().path("renewed").path(0).path("leasedUntil").asText());
    assertThat(caller.slot(held.get(2)).json().path("leaseSeconds").asInt()).isLessThan(301);
    caller.pause(channel);
    assertThat(renew(held, "").json().path("renewed"))
        .allMatch(one -> one.path("status").asText().equals("paused"));
  }

  @Test
  void withoutLeaseSeconds_eachRunsForAsLongAgain() {
    caller.configured("sim-" + user, 15);
    List<String> held =
        IntStream.of(5, 60, 3_600)
            .mapToObj(n -> caller.take("{\"leaseSeconds\": %d}".formatted(n)).text("slot"))
            .toList();

    JsonNode renewed = renew(held, "").json().path("renewed");

    assertThat(renewed.findValues("leaseSeconds").stream().map(JsonNode::asInt))
        .containsExactly(5, 60, 3_600);
  }

  @Test
  void aThousand_areRenewedAtOnce_andNoMore() {
    caller.configured("sim-" + user, 15);
    List<String> held = caller.taken(15);
    List<String> others = IntStream.range(15, 1_000).mapToObj(n -> "slot-" + n).toList();
    List<String> all =
        IntStream.range(0, 1_000).mapToObj(n -> n < 15 ? held.get(n) : others.get(n - 15)).toList();

    Answer answer = renew(all, "");

    assertThat(texts(answer.json().path("renewed"), "slot")).isEqualTo(held);
    assertThat(answer.json().path("ended")).hasSize(985);
    Answer tooMany =
        caller.post(RENEW, "{\"slots\": [%s]}".formatted("\"x\",".repeat(1_000) + "\"x\""));
    assertThat(tooMany.status()).isEqualTo(400);
    assertThat(tooMany.text("errorDetails")).isEqualTo("At most 1000 of them");
  }

  @Test
  void none_isRenewed_whereNoneIsNamed() {
    assertThat(caller.post(RENEW, "{\"slots\": []}"))
        .hasToString("200 {\"renewed\":[],\"ended\":[]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                   | Required param slots is missing or empty
          {"slots": null}                      | Required param slots is missing or empty
          {"slots": "one"}                     | Required param slots is malformed
          {"slots": {"one": "two"}}            | Required param slots is malformed
          {"slots": [1]}                       | Required param slots is malformed
          {"slots": ["one", null]}             | Required param slots is malformed
          {"slots": [], "leaseSeconds": "60"}  | Required param leaseSeconds must be an integer
          {"slots": [], "leaseSeconds": 4}     | Required param leaseSeconds 4 can't be less than 5
          """)
  void wrongParameters_areRefused(String body, String error) {
    Answer answer = caller.post(RENEW, body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("error")).isEqualTo(error);
  }

  private Answer renew(List<String> slots, String more) {
    String all = slots.stream().map(slot -> '"' + slot + '"').collect(Collectors.joining(","));
    return caller.post(RENEW, "{\"slots\": [%s]%s}".formatted(all, more));
  }

  private static String stranger() {
    var other = RunningBerth.admin().subscribed("{\"name\": \"other\", \"quantity\": 1}");
    other.configured("sim-" + UUID.randomUUID(), 1);
    return other.taken();
  }

  private static List<String> texts(JsonNode list, String field) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(one -> one.path(field).asText())
        .toList();
  }
}
