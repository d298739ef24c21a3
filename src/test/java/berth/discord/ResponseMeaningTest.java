package berth.discord;

import static org.assertj.core.api.Assertions.assertThat;

import berth.discord.TokenCheck.InvalidToken;
import berth.discord.TokenCheck.NoBotChannel;
import berth.discord.TokenCheck.Unavailable;
import berth.discord.TokenCheck.Unusable;
import berth.discord.TokenCheck.Valid;
import berth.discord.http.DiscordResponse;
import berth.discord.http.Responses;
import berth.discord.http.body.ResponseBody;
import berth.secret.DiscordToken;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseMeaningTest {

  private static final DiscordToken TOKEN = new DiscordToken("abc.secret.xyz");

  private static DiscordResponse response(int status, String body) {
    return Responses.json(status, Map.of("Via", "1.1 google"), body);
  }

  private static TokenCheck channels(String body) {
    return ResponseMeaning.channelOf("1", Responses.channels(body));
  }

  @Test
  void status200_isNoRefusal() {
    assertThat(ResponseMeaning.refusal(response(200, ""), TOKEN)).isEmpty();
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
  void status401_isAnInvalidToken_byDiscordWhenItHasACode(String body, boolean byDiscord) {
    assertThat(ResponseMeaning.refusal(response(401, body), TOKEN))
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
    assertThat(ResponseMeaning.refusal(response(403, body), TOKEN))
        .contains(new Unusable(reason, byDiscord));
  }

  @Test
  void status403_quotingTheToken_isMaskedAndCutShort() {
    String message = "bad abc.secret.xyz" + "x".repeat(1000);

    assertThat(
            ResponseMeaning.refusal(
                response(403, "{\"message\": \"" + message + "\", \"code\": 1}"), TOKEN))
        .hasValueSatisfying(
            refusal ->
                assertThat(((Unusable) refusal).reason())
                    .startsWith("1 bad abc...xyzx")
                    .hasSize(202));
  }

  @Test
  void status403_messageWithCharactersThatAreNotSeen_isShownWithoutThem() {
    String message = "\\u202Eevil\\u0007 \\uD800 " + "\\uD83D\\uDE00".repeat(300);

    assertThat(
            ResponseMeaning.refusal(
                response(403, "{\"message\": \"" + message + "\", \"code\": 1}"), TOKEN))
        .hasValueSatisfying(
            refusal ->
                assertThat(((Unusable) refusal).reason())
                    .isEqualTo("1  evil    " + "\uD83D\uDE00".repeat(191)));
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 301, 302, 400, 404, 418, 500, 502, 503, 504, 520, 599})
  void anyOtherStatus_isUnavailable(int status) {
    assertThat(ResponseMeaning.refusal(response(status, "{}"), TOKEN))
        .contains(new Unavailable("Discord answered with status " + status));
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
  @ValueSource(strings = {"[]", "[{}]", "[{\"type\": 1, \"recipients\": null}]"})
  void channel_notThere_isNoBotChannel(String body) {
    assertThat(channels(body)).isEqualTo(new NoBotChannel());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "<html>", "null", "[", "[{\"id\": \"1\"", "[1,", "x", "[[], 1, null]"})
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
  void listAboveTheLimit_isUnavailable() {
    String huge = "[" + " ".repeat(ResponseBody.MAX_BYTES_OF_CHANNELS) + "]";

    assertThat(channels(huge)).isEqualTo(new Unavailable("Discord's answer is too large"));
  }

  @Test
  void channelWithTheBot_beforeTheLimit_isFound() {
    String channel =
        "{\"id\": \"9\", \"type\": 1, \"recipients\": [{\"id\": \"936929561302675456\"}]}";

    assertThat(channels("[" + channel + " ".repeat(ResponseBody.MAX_BYTES_OF_CHANNELS) + "]"))
        .isEqualTo(new Valid("1", "9"));
  }
}
