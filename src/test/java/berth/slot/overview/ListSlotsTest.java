package berth.slot.overview;

import static org.assertj.core.api.Assertions.assertThat;

import berth.harness.Answer;
import berth.harness.Api;
import berth.harness.OwnSubscription;
import berth.harness.RunningBerth;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages of accounts and their running leases. */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class ListSlotsTest extends OwnSubscription {

  private static final String SLOTS = "/v2/slots/midjourney";

  private List<String> configured(int accounts) {
    return IntStream.range(0, accounts)
        .mapToObj(n -> caller.configured("sim-" + user + "-" + n, 2))
        .sorted()
        .toList();
  }

  private static List<String> texts(JsonNode list, String field) {
    List<String> texts = new ArrayList<>();
    list.forEach(entry -> texts.add(entry.path(field).asText()));
    return texts;
  }

  @Test
  void pages_haveEachAccountAndAllThatItRunsOnce_inTheOrderOfTheChannels() {
    List<String> channels = configured(5);
    List<String> taken = caller.taken(10);

    List<String> seenChannels = new ArrayList<>();
    List<String> seenSlots = new ArrayList<>();
    String next = "";
    for (int pages = 1; pages <= 3; pages++) {
      JsonNode page =
          caller.get(SLOTS + "?limit=2" + (next.isEmpty() ? "" : "&after=" + next)).json();
      List<String> here = texts(page.path("accounts"), "channel");
      assertThat(texts(page.path("executing"), "channel"))
          .hasSize(2 * here.size())
          .allMatch(here::contains);
      seenChannels.addAll(here);
      seenSlots.addAll(texts(page.path("executing"), "slot"));
      assertThat(page.has("next")).isEqualTo(pages < 3);
      next = page.path("next").asText();
    }

    assertThat(seenChannels).isEqualTo(channels);
    assertThat(seenSlots).containsExactlyInAnyOrderElementsOf(taken);
  }

  @Test
  void page_thatEndsWithTheLastAccount_hasNoNext() {
    List<String> channels = configured(2);

    assertThat(caller.get(SLOTS + "?limit=2").json().has("next")).isFalse();
    assertThat(caller.get(SLOTS + "?limit=1").text("next")).isEqualTo(channels.get(0));
    assertThat(caller.get(SLOTS + "?after=" + channels.get(1)))
        .hasToString("200 {\"executing\":[],\"accounts\":[],\"waiting\":0}");
  }

  @Test
  void list_withoutParameters_has100Accounts() {
    RunningBerth.database()
        .execute(
            """
            WITH own AS (SELECT id FROM subscription ORDER BY id DESC LIMIT 1),
                 made AS (INSERT INTO channel (channel)
                          SELECT '9' || id || (1000 + n) FROM own, generate_series(1, 101) AS n
                          RETURNING channel)
            INSERT INTO account (subscription_id, channel, discord_user_id, token_key_id,
                                 token_ciphertext, max_jobs, status)
            SELECT id, channel, channel, 'none', '', 1, 'ACTIVE' FROM own, made
            """);

    JsonNode list = caller.slots().json();

    assertThat(list.path("accounts")).hasSize(100);
    assertThat(list.path("next").asText())
        .isEqualTo(list.path("accounts").path(99).path("channel").asText());
  }

  @Test
  void slots_ofADeletedAccount_areListed() {
    List<String> channels = configured(3);
    List<String> taken = caller.taken(6);
    channels.forEach(caller::deleteAccount);

    JsonNode list = caller.get(SLOTS + "?limit=1").json();

    assertThat(list.path("accounts")).isEmpty();
    assertThat(texts(list.path("executing"), "slot")).containsExactlyInAnyOrderElementsOf(taken);
  }

  @Test
  void slots_moreThanAreReadAtOnce_areAllListed() {
    IntStream.range(0, 8).forEach(n -> caller.configured("sim-" + user + "-" + n, 15));
    List<String> taken = caller.taken(103);

    assertThat(texts(caller.slots().json().path("executing"), "slot"))
        .containsExactlyInAnyOrderElementsOf(taken);
  }

  @Test
  void ref_ofFourByteCharacters_isWrittenAsTheyAre() throws Exception {
    configured(1);
    String ref = "\ud83d\ude00".repeat(256);
    Answer taken = caller.take("{\"ref\": \"" + ref + "\"}");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(caller.baseUrl() + SLOTS))
            .header("Authorization", "Bearer " + caller.token())
            .build();

    byte[] list = HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray()).body();

    assertThat(new String(list, StandardCharsets.UTF_8)).contains("\"" + ref + "\"");
    assertThat(taken.body()).contains("\"" + ref + "\"");
  }

  @ParameterizedTest
  @CsvSource({
    "limit=0, Required param limit 0 can't be less than 1",
    "limit=1001, Required param limit 1001 can't be more that 1000",
    "limit=3.5, Required param limit must be an integer",
    "after=none, Required param after is malformed",
    "after=%00, Required param after is malformed",
  })
  void page_withMalformedParameters_isABadRequest(String query, String error) {
    for (String path : List.of(SLOTS, "/v2/account/midjourney")) {
      Answer answer = caller.get(path + "?" + query);

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.text("error")).isEqualTo(error);
    }
  }

  @Test
  void page_showsNothingOfAnotherSubscription() {
    configured(2);
    caller.taken(1);
    Api other = admin.subscribed("{\"name\": \"other\", \"quantity\": 1}");

    assertThat(other.get(SLOTS + "?limit=1000").body())
        .isEqualTo("{\"executing\":[],\"accounts\":[],\"waiting\":0}");
  }
}
