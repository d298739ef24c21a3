package berth.discord.limit;

import static berth.discord.http.DiscordRoute.CHANNELS;
import static berth.discord.http.DiscordRoute.USER;
import static org.assertj.core.api.Assertions.assertThat;

import berth.discord.http.DiscordRoute;
import berth.discord.http.Responses;
import berth.secret.DiscordToken;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With a clock that the test moves, and that begins just before its numbers overflow. */
class RateLimitsTest {

  private static final DiscordToken ONE = new DiscordToken("token-one");
  private static final DiscordToken OTHER = new DiscordToken("token-two");

  private final RateLimits limits = new RateLimits();
  private long now = Long.MAX_VALUE - Duration.ofMillis(10).toNanos();

  private Duration pause(DiscordRoute route, DiscordToken token) {
    return limits.pauseBefore(route, token, now);
  }

  private void pass(long millis) {
    now += Duration.ofMillis(millis).toNanos();
  }

  private void learn(DiscordRoute route, DiscordToken token, String bucket, int left, String in) {
    limits.learn(
        route,
        token,
        Responses.json(
            200,
            Map.of(
                "X-RateLimit-Bucket",
                bucket,
                "X-RateLimit-Limit",
                "2",
                "X-RateLimit-Remaining",
                "" + left,
                "X-RateLimit-Reset-After",
                in),
            "{}"),
        now);
  }

  @Test
  void nothingKnown_isNoPause() {
    assertThat(pause(USER, ONE)).isZero();
    assertThat(pause(USER, ONE)).isZero();
  }

  @Test
  void remainingRequests_areCountedDown_thenThePauseFollows() {
    learn(USER, ONE, "b", 2, "0.5");

    assertThat(pause(USER, ONE)).isZero();
    assertThat(pause(USER, ONE)).isZero();
    assertThat(pause(USER, ONE)).isBetween(Duration.ofMillis(500), Duration.ofMillis(501));
  }

  @Test
  void pause_isNotALittleTooShort() {
    learn(USER, ONE, "b", 0, "0.5");
    pass(499);

    assertThat(pause(USER, ONE)).isBetween(Duration.ofMillis(1), Duration.ofMillis(2));
  }

  @Test
  void windowThatEnded_beginsAnew_withAsMany() {
    learn(USER, ONE, "b", 0, "0.5");
    pass(500);

    assertThat(pause(USER, ONE)).isZero();
    assertThat(pause(USER, ONE)).isZero();
    assertThat(pause(USER, ONE)).isBetween(Duration.ofMillis(500), Duration.ofMillis(501));
  }

  @Test
  void limits_areOfOneToken() {
    learn(USER, ONE, "b", 0, "5");

    assertThat(pause(USER, OTHER)).isZero();
  }

  @Test
  void routes_shareABucketOnceItIsKnown() {
    learn(CHANNELS, OTHER, "same", 1, "5");
    learn(USER, ONE, "same", 0, "5");

    assertThat(pause(CHANNELS, ONE)).isPositive();
  }

  @Test
  void routes_inDifferentBuckets_areApart() {
    learn(CHANNELS, OTHER, "c", 1, "5");
    learn(USER, ONE, "u", 0, "5");

    assertThat(pause(CHANNELS, ONE)).isZero();
  }

  @Test
  void overtakenResponse_allowsNoMoreRequests() {
    learn(USER, ONE, "b", 2, "5");
    pause(USER, ONE);
    pause(USER, ONE);

    learn(USER, ONE, "b", 1, "4.999");

    assertThat(pause(USER, ONE)).isPositive();
  }

  @Test
  void responseOfALaterWindow_countsAnew() {
    learn(USER, ONE, "b", 0, "0.5");
    pass(600);

    learn(USER, ONE, "b", 1, "0.5");

    assertThat(pause(USER, ONE)).isZero();
    assertThat(pause(USER, ONE)).isPositive();
  }

  @Test
  void limitOfTheUser_pausesTheUserAlone_toTheMillisecond() {
    limits.learn(
        USER, ONE, Responses.json(429, Map.of("Via", "1.1 x"), "{\"retry_after\": 1.337}"), now);

    assertThat(pause(USER, ONE)).isBetween(Duration.ofMillis(1337), Duration.ofMillis(1338));
    assertThat(pause(USER, OTHER)).isZero();
  }

  @Test
  void limitOfTheUserForDays_pausesTheUserAsLong_andNotAgainAfterwards() {
    limits.learn(
        USER, ONE, Responses.json(429, Map.of("Via", "1.1 x"), "{\"retry_after\": 172800}"), now);
    pass(Duration.ofDays(2).toMillis() - 1);

    assertThat(pause(USER, ONE)).isPositive();
    pass(1);
    assertThat(pause(USER, ONE)).isZero();
    assertThat(pause(USER, ONE)).isLessThanOrEqualTo(Duration.ofMinutes(1).plusMillis(1));
  }

  @Test
  void windowOfHours_pausesToItsEnd() {
    learn(USER, ONE, "b", 0, "7200");
    pass(Duration.ofMinutes(61).toMillis());

    assertThat(pause(USER, ONE)).isGreaterThan(Duration.ofMinutes(58));
  }

  @Test
  void sharedLimit_pausesAllUsersOfTheRoute() {
    limits.learn(
        USER,
        ONE,
        Responses.json(
            429, Map.of("Via", "1.1 x", "X-RateLimit-Scope", "shared"), "{\"retry_after\": 2}"),
        now);

    assertThat(pause(USER, OTHER)).isPositive();
    assertThat(pause(CHANNELS, OTHER)).isZero();
    pass(2000);
    assertThat(pause(USER, OTHER)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "NaN", "many", "1e999", "-Infinity"})
  void malformedHeaders_areNoLimitForEver(String malformed) {
    limits.learn(
        USER,
        ONE,
        Responses.json(
            200,
            Map.of(
                "X-RateLimit-Limit", malformed,
                "X-RateLimit-Remaining", malformed,
                "X-RateLimit-Reset-After", malformed),
            ""),
        now);
    pass(Duration.ofHours(1).toMillis());

    assertThat(pause(USER, ONE)).isZero();
  }

  @Test
  void manyTokens_areForgottenOldestFirst() {
    learn(USER, ONE, "b", 0, "60");
    for (int i = 0; i < 9_999; i++) {
      learn(USER, new DiscordToken("token" + i), "b", 0, "60");
    }
    assertThat(pause(USER, ONE)).isPositive();

    learn(USER, OTHER, "b", 0, "60");

    assertThat(pause(USER, ONE)).isZero();
    assertThat(pause(USER, OTHER)).isPositive();
  }
}
