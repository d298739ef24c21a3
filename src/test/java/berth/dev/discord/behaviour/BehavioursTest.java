package berth.dev.discord.behaviour;

import static berth.dev.discord.DiscordClient.CHANNELS;
import static berth.dev.discord.DiscordClient.USER;
import static org.assertj.core.api.Assertions.assertThat;

import berth.dev.discord.DiscordClient;
import berth.dev.discord.SimulatedDiscord;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The responses of each behaviour, except those that are faults of the connection. */
class BehavioursTest {

  private static final BigInteger LONGEST = BigInteger.valueOf(Long.MAX_VALUE);

  private static SimulatedDiscord discord;
  private static DiscordClient caller;

  @BeforeAll
  static void start() throws IOException {
    discord = SimulatedDiscord.start();
    caller = new DiscordClient(discord);
  }

  @AfterAll
  static void stop() {
    discord.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      quoteCharacter = '\'',
      textBlock =
          """
          well               | 200 | 1.1 google | application/json | "username": "someone"
          invalid            | 401 | 1.1 google | application/json | {"message": "401: Unauthorized", "code": 0}
          locked             | 403 | 1.1 google | application/json | "code": 40002}
          blocked            | 403 | 1.1 google | application/json | "code": 10008}
          no-access          | 403 | 1.1 google | application/json | {"message": "Missing Access", "code": 50001}
          cloudflare-blocked | 403 | -          | application/json | {"message": "internal network error", "code": 40333}
          forbidden          | 403 | -          | text/html        | 403 Forbidden
          down               | 503 | -          | text/plain       | upstream connect error
          error-500          | 500 | 1.1 google | application/json | {"message": "500: Internal Server Error", "code": 0}
          error-502          | 502 | -          | text/html        | 502: Bad gateway
          error-503          | 503 | -          | text/html        | 503: Service temporarily unavailable
          error-504          | 504 | -          | text/html        | 504: Gateway time-out
          error-520          | 520 | -          | text/html        | 520: Web server is returning an unknown error
          error-521          | 521 | -          | text/html        | 521: Web server is down
          error-522          | 522 | -          | text/html        | 522: Connection timed out
          error-523          | 523 | -          | text/html        | 523: Origin is unreachable
          error-524          | 524 | -          | text/html        | 524: A timeout occurred
          html               | 200 | -          | text/html        | <html>
          moved              | 302 | -          | text/plain       | ''
          empty              | 200 | -          | application/json | ''
          truncated          | 200 | 1.1 google | application/json | {"id": "
          wrong-id           | 200 | 1.1 google | application/json | {"id": {"value": "
          unknown-fields     | 200 | 1.1 google | application/json | {"new": {"id": [null, 1.5]}
          deep               | 200 | 1.1 google | application/json | [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[
          """)
  void user_getsTheResponse(String name, int status, String via, String type, String body)
      throws IOException {
    HttpResponse<String> answer = caller.get("sim-" + name, USER);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(header(answer, "Via")).isEqualTo(via);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue(type);
    assertThat(answer.body()).contains(body);
    assertThat(answer.body().isEmpty()).isEqualTo(body.isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      quoteCharacter = '\'',
      textBlock =
          """
          limited            | user   | -    | 2    | 1.337   | 0  | {"message": "You are being rate limited.", "retry_after": 1.337, "global": false}
          limited-long       | user   | -    | 600  | 600.000 | 0  | "retry_after": 600.000
          limited-global     | global | true | 2    | -       | -  | {"message": "You are being rate limited.", "retry_after": 1.337, "global": true}
          limited-shared     | shared | -    | 2    | 1.000   | 49 | {"message": "The resource is being rate limited.", "retry_after": 1.337, "global": false}
          limited-header     | -      | -    | 2    | -       | -  | {"message": "You are being rate limited.", "global": false}
          limited-nonsense   | -      | -    | soon | -       | -  | "retry_after": "soon"
          limited-cloudflare | -      | -    | 60   | -       | -  | <html>
          """)
  void user_isLimited(
      String name,
      String scope,
      String global,
      String retryAfter,
      String resetAfter,
      String remaining,
      String body)
      throws IOException {
    HttpResponse<String> answer = caller.get("sim-" + name, USER);

    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(header(answer, "X-RateLimit-Scope")).isEqualTo(scope);
    assertThat(header(answer, "X-RateLimit-Global")).isEqualTo(global);
    assertThat(header(answer, "Retry-After")).isEqualTo(retryAfter);
    assertThat(header(answer, "X-RateLimit-Reset-After")).isEqualTo(resetAfter);
    assertThat(header(answer, "X-RateLimit-Remaining")).isEqualTo(remaining);
    assertThat(header(answer, "Via"))
        .isEqualTo(name.equals("limited-cloudflare") ? null : "1.1 google");
    assertThat(answer.body()).contains(body);
  }

  @Test
  void limitedOnce_isLimitedTheFirstTime() throws IOException {
    HttpResponse<String> first = caller.get("sim-limited-once", USER);
    assertThat(first.statusCode()).isEqualTo(429);
    assertThat(first.body()).contains("\"retry_after\": 0.300");
    assertThat(header(first, "Retry-After")).isEqualTo("1");

    assertThat(caller.status("sim-limited-once")).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          no-bot             | "type": 1, "recipients": [{"id": "2"}]}]
          wrong-channels     | {"channels": []}
          wrong-recipients   | "type": 1, "recipients": 1}]
          no-recipients      | "type": 1}]
          several-recipients | "type": 1, "recipients": [{"id": "936929561302675456"}, {"id": "4"}]}]
          numeric            | "type": 1, "recipients": [{"id": 936929561302675456}]}]
          unknown-fields     | "newer": "\\u0000", "id": "
          deep               | [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[
          """)
  void channels_getTheResponse(String name, String body) throws IOException {
    HttpResponse<String> answer = caller.get("sim-" + name, CHANNELS);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains(body);
  }

  @Test
  void bigId_isLargerThanALong() throws IOException {
    String user = caller.get("sim-big-id", USER).body();
    String channels = caller.get("sim-big-id", CHANNELS).body();

    assertThat(new BigInteger(user.split("\"", 5)[3])).isGreaterThan(LONGEST);
    assertThat(new BigInteger(channels.split("\"", 5)[3])).isGreaterThan(LONGEST);
  }

  @Test
  void huge_isMegabytesLong_withTheBotAtItsEnd() throws IOException {
    assertThat(caller.get("sim-huge", CHANNELS).body())
        .hasSizeGreaterThan(4_000_000)
        .endsWith("[{\"id\": \"936929561302675456\"}]}]");
  }

  @Test
  void immense_isAHundredMegabytesLong() throws IOException {
    try (InputStream channels = caller.open("sim-immense", CHANNELS).body()) {
      assertThat(channels.transferTo(OutputStream.nullOutputStream()))
          .isBetween(95_000_000L, 110_000_000L);
    }
    assertThat(caller.get("sim-immense", USER).body()).hasSizeLessThan(100);
  }

  @Test
  void deep_isNestedAHundredThousandTimes() throws IOException {
    assertThat(caller.get("sim-deep", CHANNELS).body()).contains("[".repeat(100_000));
  }

  @Test
  void documentation_hasEveryName() throws IOException {
    String documentation = Files.readString(Path.of("docs/simulated-discord.md"));

    assertThat(Behaviours.names())
        .filteredOn(name -> !name.equals("well"))
        .hasSizeGreaterThan(40)
        .allSatisfy(name -> assertThat(documentation).contains("| `sim-" + name + "` |"));
  }

  private static @Nullable String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse(null);
  }
}
