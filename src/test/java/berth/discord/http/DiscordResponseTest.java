package berth.discord.http;

import static org.assertj.core.api.Assertions.assertThat;

import berth.discord.http.body.ResponseBody;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiscordResponseTest {

  private static DiscordResponse response(int status, @Nullable String retryAfter, String body) {
    Map<String, String> headers =
        retryAfter == null
            ? Map.of("Via", "1.1 google")
            : Map.of("Via", "1.1 google", "Retry-After", retryAfter);
    return responseWith(status, headers, body);
  }

  private static DiscordResponse responseWith(
      int status, Map<String, String> headers, String body) {
    return Responses.json(status, headers, body);
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
    assertThat(response(429, header, body).limit())
        .contains(new TooManyRequests(TooManyRequests.Scope.USER, Duration.ofMillis(millis)));
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
  void status429_hasTheScopeItNames_andCountsUnlessShared(
      String name, String value, String body, TooManyRequests.Scope scope, boolean counts) {
    DiscordResponse response = responseWith(429, Map.of("Via", "1.1 google", name, value), body);

    assertThat(response.limit()).map(TooManyRequests::scope).contains(scope);
    assertThat(response.isInvalidRequest()).isEqualTo(counts);
  }

  @ParameterizedTest
  @ValueSource(strings = {"shared", "global"})
  void status429_forOthers_isAnHourAtMost(String scope) {
    DiscordResponse response =
        responseWith(
            429,
            Map.of("Via", "1.1 google", "X-RateLimit-Scope", scope),
            "{\"retry_after\": 172800}");

    assertThat(response.limit()).map(TooManyRequests::pause).contains(Duration.ofHours(1));
  }

  @ParameterizedTest
  @CsvSource({"5, 60", "600, 600", "none, 60", "999999, 3600"})
  void status429_withoutVia_isTheProxys_andAMinuteAtLeast(String retryAfter, long seconds) {
    assertThat(responseWith(429, Map.of("Retry-After", retryAfter), "{}").limit())
        .contains(
            new TooManyRequests(TooManyRequests.Scope.CLOUDFLARE, Duration.ofSeconds(seconds)));
  }

  @ParameterizedTest
  @CsvSource({
    "200, false, false", "401, true, false", "403, true, false", "404, false, false",
    "500, false, true", "501, false, false", "502, false, true", "503, false, true",
    "504, false, true", "520, false, true", "524, false, true", "525, false, false"
  })
  void status_decidesWhetherItCountsAndWhetherToRetry(int status, boolean counts, boolean retry) {
    assertThat(responseWith(status, Map.of(), "").isInvalidRequest()).isEqualTo(counts);
    assertThat(responseWith(status, Map.of(), "").isFault()).isEqualTo(retry);
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
      assertThat(response(200, null, body).userId()).isEmpty();
    } else {
      assertThat(response(200, null, body).userId()).contains(id);
    }
  }

  @Test
  void userId_ofAnEmptyBody_isNothing() {
    assertThat(response(200, null, "").userId()).isEmpty();
  }

  @Test
  void userId_ofABodyAboveTheLimit_isNothing() {
    String huge = "[" + " ".repeat(ResponseBody.MAX_BYTES_OF_CHANNELS) + "]";

    assertThat(response(200, null, "{\"id\": \"1\"" + huge.substring(1) + "}").userId()).isEmpty();
  }
}
