package berth.discord;

import static org.assertj.core.api.Assertions.assertThat;

import berth.discord.DiscordOutcome.NoBotChannel;
import berth.discord.DiscordOutcome.Unavailable;
import berth.discord.DiscordOutcome.Valid;
import berth.secret.DiscordToken;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the two bodies are, something comes of them, and no exception. */
class AnyBodyTest {

  private static final int BODIES = 20_000;
  private static final DiscordToken TOKEN = new DiscordToken("abc.secret.xyz");
  private static final int[] STATUSES = {200, 200, 200, 401, 403, 404, 429, 500, 502};

  private static final Map<Integer, Class<? extends DiscordOutcome>> REFUSALS =
      Map.of(
          401, DiscordOutcome.InvalidToken.class,
          403, DiscordOutcome.Unusable.class,
          404, Unavailable.class,
          429, Unavailable.class,
          500, Unavailable.class,
          502, Unavailable.class);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void randomBodies_alwaysHaveAnOutcome(long seed) {
    RandomJson json = new RandomJson(new Random(seed));
    int valid = 0;
    for (int i = 0; i < BODIES; i++) {
      byte[] body = json.next();
      int status = STATUSES[i % STATUSES.length];
      DiscordAnswer answer = Answers.json(status, LimitHeaders.of(name -> json.header()), body);
      answer.isInvalidRequest();
      answer
          .limit()
          .ifPresent(
              limit ->
                  assertThat(limit.pause())
                      .as(new String(body, StandardCharsets.UTF_8))
                      .isBetween(Duration.ZERO, Seconds.LONGEST));
      if (status == 200) {
        answer.userId().ifPresent(id -> assertThat(id).matches("[1-9][0-9]{0,18}"));
        DiscordOutcome outcome = Answers.channels(body).channelOf("1");
        assertThat(outcome).isInstanceOfAny(Valid.class, NoBotChannel.class, Unavailable.class);
        valid += outcome instanceof Valid ? 1 : 0;
      } else {
        assertThat(answer.refusal(TOKEN)).get().isInstanceOf(REFUSALS.get(status));
      }
    }
    assertThat(valid).as("some of them hold the channel").isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":", "[{\"id\":", "[{\"recipients\":["})
  void deepNesting_isUnavailable(String opening) {
    byte[] body = opening.repeat(200_000).getBytes(StandardCharsets.US_ASCII);

    assertThat(Answers.channels(body).channelOf("1")).isInstanceOf(Unavailable.class);
    assertThat(Answers.json(200, LimitHeaders.of(name -> null), body).userId()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {Content.MOST_BYTES_OF_CHANNELS + 1, 10 * 1024 * 1024})
  void bodiesAboveTheLimit_areNotReadFurther(int size) {
    byte[] body = new byte[size];
    Arrays.fill(body, (byte) ' ');
    body[0] = '[';
    body[size - 1] = ']';

    assertThat(Answers.channels(body).channelOf("1"))
        .isEqualTo(new Unavailable("Discord's answer is too large"));
  }
}
