package berth.harness;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The base of tests that each have an account of their own. */
public abstract class OneAccount extends OwnSubscription {

  protected String channel;

  @BeforeEach
  void configure() {
    channel = caller.configured("sim-" + user, 3);
  }

  /** Discord must not be asked about the account while other tests count requests. */
  @AfterEach
  void delete() {
    caller.deleteAccount(channel);
  }

  /** The status of the account, which both routes must show. */
  protected final String status() {
    String status = caller.account(channel).text("status");
    assertThat(load().path("status").asText()).isEqualTo(status);
    return status;
  }

  /** The entry of the account in the list of slots. */
  protected final JsonNode load() {
    return caller.slots().json().path("accounts").path(0);
  }

  /** Takes a slot and releases it with an outcome. */
  protected final void end(String query) {
    assertThat(caller.release(caller.taken(), query)).hasToString("204 ");
  }

  /** Writes the account as it is, which makes the service look whether an account is due. */
  protected final void changeNothing() {
    String limit = "{\"maxJobs\": %s}".formatted(caller.account(channel).text("maxJobs"));
    assertThat(caller.send("PATCH", "/v2/account/midjourney/" + channel, limit).status())
        .isEqualTo(200);
  }

  protected final void grantsExactly(int slots) {
    List<Integer> statuses =
        IntStream.range(0, slots + 1).mapToObj(n -> caller.take().status()).toList();
    assertThat(statuses.subList(0, slots)).containsOnly(201);
    assertThat(statuses.get(slots)).isEqualTo(429);
  }
}
