package berth.discord;

import static berth.discord.Row.when;
import static org.assertj.core.api.Assertions.assertThat;

import berth.harness.Answer;
import berth.harness.Api;
import berth.harness.AtOnce;
import berth.harness.RunningBerth;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The tokens that docs/simulated-discord.md names, used as a reader would use them. Two of them
 * take long and are left out; {@link DiscordTableTest} covers their answers.
 */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class SimulatedUsersTest {

  private static final String PATH = "/v2/account/midjourney";

  private Api caller;

  /** Makes the tokens unique, so that behaviour that occurs only the first time does occur. */
  private String rest;

  @BeforeEach
  void subscribe() {
    caller = RunningBerth.admin().subscribed("{\"name\": \"test\", \"quantity\": 20}");
    rest = "." + UUID.randomUUID();
  }

  /** No token may leave anything behind that affects the next. */
  @AfterEach
  void nextToken_isServed() {
    RunningBerth.database().execute("DELETE FROM discord_pause");
    assertThat(caller.configure("sim-" + UUID.randomUUID(), 1).status()).isEqualTo(201);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          invalid            | 400 | Discord token is invalid      | -
          locked             | 400 | Discord account is not usable | 40002 You need to verify your account in order to perform this action.
          forbidden          | 400 | Discord account is not usable | -
          no-bot             | 400 | Midjourney bot not configured | -
          no-recipients      | 400 | Midjourney bot not configured | -
          wrong-recipients   | 400 | Midjourney bot not configured | -
          several-recipients | 400 | Midjourney bot not configured | -
          limited-long       | 429 | Discord rate limit            | -
          limited-global     | 429 | Discord rate limit            | -
          limited-shared     | 429 | Discord rate limit            | -
          limited-cloudflare | 503 | Discord is unavailable        | Discord's proxy refuses us for a while
          down               | 502 | Discord is unavailable        | Discord answered with status 503
          error-500          | 502 | Discord is unavailable        | Discord answered with status 500
          error-524          | 502 | Discord is unavailable        | Discord answered with status 524
          moved              | 502 | Discord is unavailable        | Discord answered with status 302
          reset              | 502 | Discord is unavailable        | The connection to Discord failed
          cut-off            | 502 | Discord is unavailable        | The connection to Discord failed
          html               | 502 | Discord is unavailable        | Discord did not answer with a user
          empty              | 502 | Discord is unavailable        | Discord did not answer with a user
          truncated          | 502 | Discord is unavailable        | Discord did not answer with a user
          deep               | 502 | Discord is unavailable        | Discord did not answer with a user
          wrong-id           | 502 | Discord is unavailable        | Discord did not answer with a user
          big-id             | 502 | Discord is unavailable        | Discord did not answer with a list of channels
          wrong-channels     | 502 | Discord is unavailable        | Discord did not answer with a list of channels
          immense            | 502 | Discord is unavailable        | Discord's answer is too large
          """)
  void tokenThatDiscordDoesNotConfirm_isRefused_andNothingWritten(
      String user, int status, String error, String details) {
    Answer answer = caller.configure("sim-" + user + rest, 3);

    String detailsField = details == null ? "" : "\"errorDetails\":\"" + details + "\",";
    assertThat(answer)
        .hasToString(
            "%d {\"error\":\"%s\",%s\"code\":%d}".formatted(status, error, detailsField, status));
    assertThat(caller.get(PATH).status()).isEqualTo(404);
  }

  @Test
  void slowTokens_atTheSameTime_areRefused_andNothingWritten() {
    List<Row> rows =
        List.of(
            when("stall").timedOut(3),
            when("trickle").timedOut(3),
            when("limited").limited(2, 2),
            when("limited-header").limited(2, 2));

    List<Answer> answers =
        AtOnce.run(
            rows.size(), number -> caller.configure("sim-" + rows.get(number).name() + rest, 3));

    assertThat(answers).map(Answer::toString).isEqualTo(rows.stream().map(Row::expected).toList());
    assertThat(answers)
        .map(answer -> answer.header("Retry-After"))
        .isEqualTo(rows.stream().map(Row::retryAfter).toList());
    assertThat(caller.get(PATH).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"huge", "numeric", "unknown-fields", "flaky", "limited-once", "bucket", "1"})
  void tokenThatDiscordConfirms_isConfigured_underTheChannelWithTheBot(String user) {
    Answer answer = caller.configure("sim-" + user + rest, 3);

    assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    assertThat(answer.text("channel")).isEqualTo(RunningBerth.discord().channelOf(user));
    caller.deleteAccount(answer.text("channel"));
  }

  /** The body is complete, and then the connection breaks: the client may notice either first. */
  @Test
  void bodyShorterThanItsLength_isUsedOrABrokenConnection() {
    Answer answer = caller.configure("sim-wrong-length" + rest, 3);

    if (answer.status() == 201) {
      caller.deleteAccount(answer.text("channel"));
    } else {
      assertThat(answer)
          .hasToString(
              "502 {\"error\":\"Discord is unavailable\","
                  + "\"errorDetails\":\"The connection to Discord failed\",\"code\":502}");
      assertThat(caller.get(PATH).status()).isEqualTo(404);
    }
  }
}
