package berth.discord;

import static org.assertj.core.api.Assertions.assertThat;

import berth.discord.TokenCheck.InvalidToken;
import berth.discord.TokenCheck.NoBotChannel;
import berth.discord.TokenCheck.Unavailable;
import berth.discord.TokenCheck.Unusable;
import berth.discord.TokenCheck.Valid;
import berth.discord.http.DiscordResponse;
import berth.discord.http.RateLimit;
import berth.discord.http.Responses;
import berth.discord.http.body.ResponseBody;
import berth.secret.DiscordToken;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiscordResponseTest {

  private static final DiscordToken TOKEN = new DiscordToken("abc.secret.xyz");

  private static DiscordResponse answer(int status, @Nullable String retryAfter, String body) {
    Map<String, String> headers =
        retryAfter == null
            ? Map.of("Via", "1.1 google")
            : Map.of("Via", "1.1 google", "Retry-After", retryAfter);
    return answerWith(status, headers, body);
  }

  private static DiscordResponse answerWith(int status, Map<String, String> headers, String body) {
    return Responses.json(status, headers, body);
  }

  private static TokenCheck channels(String body) {
    return ResponseMeaning.channelOf("1", Responses.channels(body));
  }

  @Test
  void status200_isNoRefusal() {
    assertThat(ResponseMeaning.refusal(answer(200, null, ""), TOKEN)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"message": "401: Unauthorized", "code": 0} | true
          {"message": "401: Unauthorized"}            | false
          <html>                                      | false
          """)
  void status401_isAnInvalidToken_forCertainWhenDiscordSaysSo(String body, boolean byDiscord) {
    assertThat(ResponseMeaning.refusal(answer(401, null, body), TOKEN))
        .contains(new InvalidToken(byDiscord));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          {"message": "Verify", "code": 40002} | 40002 Verify | true
          {"message": "Us", "code": 40333}     | 40333 Us     | false
          {"message": "Verify"}                | -            | false
          {"code": 40002}                      | -            | true
          [1]                                  | -            | false
          <html>                               | -            | false
          """)
  void status403_isUnusable_withDiscordsReason(
      String body, @Nullable String reason, boolean byDiscord) {
    assertThat(ResponseMeaning.refusal(answer(403, null, body), TOKEN))
        .contains(new Unusable(reason, byDiscord));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          {"retry_after": 0.25}    | 9    | 250
          {"retry_after": 1.3370001} | -  | 1338
          {"retry_after": 64}      | -    | 64000
          {"retry_after": 172800}  | -    | 172800000
          {"retry_after": 2592000} | -    | 2592000000
          {"message": "no"}        | 86401 | 86401000
          {"retry_after": "1.5"}   | -    | 1500
          {"retry_after": -1}      | 9    | 5000
          {"retry_after": 1e300}   | -    | 3600000
          {"message": "no"}        | 9    | 9000
          {"message": "no"}        | soon | 5000
          {}                       | -    | 5000
          """)
  void status429_isALimit_fromBodyThenHeader(String body, @Nullable String header, long millis) {
    assertThat(answer(429, header, body).limit())
        .contains(new RateLimit(RateLimit.Scope.USER, Duration.ofMillis(millis)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          X-RateLimit-Scope  | user   | {"global": false} | USER       | true
          X-RateLimit-Scope  | shared | {}                | SHARED     | false
          X-RateLimit-Scope  | global | {}                | GLOBAL     | true
          X-RateLimit-Global | true   | {}                | GLOBAL     | true
          X-RateLimit-Scope  | user   | {"global": true}  | GLOBAL     | true
          X-RateLimit-Scope  | shared | <html>            | CLOUDFLARE | true
          X-RateLimit-Scope  | user   | [1]               | CLOUDFLARE | true
          """)
  void status429_isForWhomItSays_andCountsUnlessShared(
      String name, String value, String body, RateLimit.Scope scope, boolean counts) {
    DiscordResponse answer = answerWith(429, Map.of("Via", "1.1 google", name, value), body);

    assertThat(answer.limit()).map(RateLimit::scope).contains(scope);
    assertThat(answer.isInvalidRequest()).isEqualTo(counts);
  }

  @ParameterizedTest
  @ValueSource(strings = {"shared", "global"})
  void status429_forOthers_isAnHourAtMost(String scope) {
    DiscordResponse answer =
        answerWith(
            429,
            Map.of("Via", "1.1 google", "X-RateLimit-Scope", scope),
            "{\"retry_after\": 172800}");

    assertThat(answer.limit()).map(RateLimit::pause).contains(Duration.ofHours(1));
  }

  @ParameterizedTest
  @CsvSource({"5, 60", "600, 600", "none, 60", "999999, 3600"})
  void status429_withoutVia_isTheProxys_andAMinuteAtLeast(String retryAfter, long seconds) {
    assertThat(answerWith(429, Map.of("Retry-After", retryAfter), "{}").limit())
        .contains(new RateLimit(RateLimit.Scope.CLOUDFLARE, Duration.ofSeconds(seconds)));
  }

  @ParameterizedTest
  @CsvSource({
    "200, false, false", "401, true, false", "403, true, false", "404, false, false",
    "500, false, true", "501, false, false", "502, false, true", "503, false, true",
    "504, false, true", "520, false, true", "524, false, true", "525, false, false"
  })
  void status_tellsWhetherItCountsAndWhetherToAskAgain(int status, boolean counts, boolean again) {
    assertThat(answerWith(status, Map.of(), "").isInvalidRequest()).isEqualTo(counts);
    assertThat(answerWith(status, Map.of(), "").isFault()).isEqualTo(again);
  }

  @Test
  void status403_quotingTheToken_isMaskedAndCutShort() {
    String message = "bad abc.secret.xyz" + "x".repeat(1000);

    assertThat(
            ResponseMeaning.refusal(
                answer(403, null, "{\"message\": \"" + message + "\", \"code\": 1}"), TOKEN))
        .hasValueSatisfying(
            refusal ->
                assertThat(((Unusable) refusal).reason())
                    .startsWith("1 bad abc...xyzx")
                    .hasSize(202));
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 301, 302, 400, 404, 418, 500, 502, 503, 504, 520, 599})
  void anyOtherStatus_isUnavailable(int status) {
    assertThat(ResponseMeaning.refusal(answer(status, null, "{}"), TOKEN))
        .contains(new Unavailable("Discord answered with status " + status));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          {"id": "354697489833920484"}           | 354697489833920484
          {"id": 354697489833920484, "x": []}    | 354697489833920484
          {"id": 35469748983392048.0}            | -
          {"id": "035"}                          | -
          {"id": "12345678901234567890"}         | -
          {"id": "<script>"}                     | -
          {"id": null}                           | -
          {"id": {"id": "1"}}                    | -
          {}                                     | -
          []                                     | -
          "1"                                    | -
          1                                      | -
          {"id": "1                              | -
          <html></html>                          | -
          """)
  void userId_ofAnyBody_isASnowflakeOrNothing(String body, @Nullable String id) {
    if (id == null) {
      assertThat(answer(200, null, body).userId()).isEmpty();
    } else {
      assertThat(answer(200, null, body).userId()).contains(id);
    }
  }

  @Test
  void userId_ofAnEmptyBody_isNothing() {
    assertThat(answer(200, null, "").userId()).isEmpty();
  }

  @Test
  void channel_directMessageWithTheBot_isFoundAmongOthers() {
    assertThat(
            channels(
                """
                [{"id": "x", "type": 1, "recipients": [{"id": "936929561302675456"}]}, 17, null, "x", {}, {"type": 1}, {"type": 1, "recipients": []},
                 {"id": "5", "type": 3, "recipients": [{"id": "936929561302675456"}]},
                 {"id": "6", "type": 1, "recipients": [{"id": "936929561302675456"}, {"id": "2"}]},
                 {"id": "7", "type": 1, "recipients": [{"id": "936929561302675457"}]},
                 {"id": "8", "type": 1, "recipients": {"id": "936929561302675456"}},
                 {"id": "9", "type": 1, "recipients": [{"id": "936929561302675456"}], "x": 1}]
                """))
        .isEqualTo(new Valid("1", "9"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "[{}]", "[[], 1, null]", "[{\"type\": 1, \"recipients\": null}]"})
  void channel_notThere_isNoBotChannel(String body) {
    assertThat(channels(body)).isEqualTo(new NoBotChannel());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "<html>", "null", "[", "[{\"id\": \"1\"", "[1,", "x"})
  void channels_thatAreNoList_areUnavailable(String body) {
    assertThat(channels(body)).isInstanceOf(Unavailable.class);
  }

  @Test
  void channels_inAnEmptyBody_areUnavailable() {
    assertThat(channels("")).isInstanceOf(Unavailable.class);
  }

  @Test
  void channels_nestedTooDeep_areUnavailable() {
    assertThat(channels("[".repeat(100_000))).isInstanceOf(Unavailable.class);
  }

  @Test
  void bodies_aboveTheLimit_areNotReadFurther() {
    String huge = "[" + " ".repeat(ResponseBody.MOST_BYTES_OF_CHANNELS) + "]";

    assertThat(channels(huge)).isEqualTo(new Unavailable("Discord's answer is too large"));
    assertThat(answer(200, null, "{\"id\": \"1\"" + huge.substring(1) + "}").userId()).isEmpty();
  }

  @Test
  void channelWithTheBot_beforeTheLimit_isFound() {
    String channel =
        "{\"id\": \"9\", \"type\": 1, \"recipients\": [{\"id\": \"936929561302675456\"}]}";

    assertThat(channels("[" + channel + " ".repeat(ResponseBody.MOST_BYTES_OF_CHANNELS) + "]"))
        .isEqualTo(new Valid("1", "9"));
  }
}
