package berth.account;

import static org.assertj.core.api.Assertions.assertThat;

import berth.harness.OwnSubscription;
import berth.harness.RunningBerth;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** All accounts of a subscription, and pages of them. */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class ListAccountsTest extends OwnSubscription {

  private static final String ACCOUNTS = "/v2/account/midjourney";

  private List<String> configured(int accounts) {
    return IntStream.range(0, accounts)
        .mapToObj(n -> caller.configured("sim-" + user + "-" + n, 2))
        .sorted()
        .toList();
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void list_hasAllAccountsByChannel_andNothingElse() {
    List<String> channels = configured(3);

    JsonNode list = caller.get(ACCOUNTS).json();

    assertThat(names(list)).isEqualTo(channels);
    assertThat(list.path(channels.get(1))).isEqualTo(caller.account(channels.get(1)).json());
  }

  @Test
  void pages_haveEachAccountOnce() {
    List<String> channels = configured(3);

    JsonNode first = caller.get(ACCOUNTS + "?limit=2").json();
    JsonNode second = caller.get(ACCOUNTS + "?after=" + first.path("next").asText()).json();

    List<String> seen = names(first);
    assertThat(seen.remove(2)).isEqualTo("next");
    seen.addAll(names(second));
    assertThat(seen).isEqualTo(channels);
  }

  @Test
  void pageAfterTheLastAccount_isEmpty_andWithoutAccountsNotFound() {
    assertThat(caller.get(ACCOUNTS).status()).isEqualTo(404);
    assertThat(caller.get(ACCOUNTS + "?limit=5").status()).isEqualTo(404);
    String channel = configured(1).get(0);

    assertThat(caller.get(ACCOUNTS + "?after=" + channel)).hasToString("200 {}");
  }
}
