package berth.discord;

import static org.assertj.core.api.Assertions.assertThat;

import berth.discord.TokenCheck.NoBotChannel;
import berth.discord.TokenCheck.Unavailable;
import berth.discord.TokenCheck.Valid;
import berth.discord.http.DiscordResponse;
import berth.discord.http.RateLimitHeaders;
import berth.discord.http.Responses;
import berth.discord.http.Seconds;
import berth.discord.http.body.ResponseBody;
import berth.secret.DiscordToken;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random bodies of the two responses always have an outcome, and never cause an exception. */
class AnyBodyTest {

  private static final int BODIES = 20_000;
  private static final DiscordToken TOKEN = new DiscordToken("abc.secret.xyz");
  private static final int[] STATUSES = {200, 200, 200, 401, 403, 404, 429, 500, 502};

  private static final Map<Integer, Class<? extends TokenCheck>> REFUSALS =
      Map.of(
          401, TokenCheck.InvalidToken.class,
          403, TokenCheck.Unusable.class,
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
      DiscordResponse response =
          Responses.json(status, RateLimitHeaders.of(name -> json.header()), body);
      response.isInvalidRequest();
      response
          .limit()
          .ifPresent(
              limit ->
                  assertThat(limit.pause())
                      .as(new String(body, StandardCharsets.UTF_8))
                      .isBetween(Duration.ZERO, Seconds.MAX_PAUSE));
      if (status == 200) {
        response.userId().ifPresent(id -> assertThat(id).matches("[1-9][0-9]{0,18}"));
        TokenCheck outcome = ResponseMeaning.channelOf("1", Responses.channels(body));
        assertThat(outcome).isInstanceOfAny(Valid.class, NoBotChannel.class, Unavailable.class);
        valid += outcome instanceof Valid ? 1 : 0;
      } else {
        assertThat(ResponseMeaning.refusal(response, TOKEN))
            .get()
            .isInstanceOf(REFUSALS.get(status));
      }
    }
    assertThat(valid).as("some of them hold the channel").isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":", "[{\"id\":", "[{\"recipients\":["})
  void deepNesting_isUnavailable(String opening) {
    byte[] body = opening.repeat(200_000).getBytes(StandardCharsets.US_ASCII);

    assertThat(ResponseMeaning.channelOf("1", Responses.channels(body)))
        .isInstanceOf(Unavailable.class);
    assertThat(Responses.json(200, RateLimitHeaders.of(name -> null), body).userId()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {ResponseBody.MAX_BYTES_OF_CHANNELS + 1, 10 * 1024 * 1024})
  void bodiesAboveTheLimit_areNotReadFurther(int size) {
    byte[] body = new byte[size];
    Arrays.fill(body, (byte) ' ');
    body[0] = '[';
    body[size - 1] = ']';

    assertThat(ResponseMeaning.channelOf("1", Responses.channels(body)))
        .isEqualTo(new Unavailable("Discord's answer is too large"));
  }
}
