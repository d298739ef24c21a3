package berth.dev.discord.exchange;

import static berth.dev.discord.DiscordClient.CHANNELS;
import static berth.dev.discord.DiscordClient.USER;
import static org.assertj.core.api.Assertions.assertThat;

import berth.dev.discord.DiscordClient;
import berth.dev.discord.SimulatedDiscord;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class BucketsTest {

  private static final Instant START = Instant.parse("2026-11-23T10:00:00.250Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private final Buckets buckets = new Buckets(now::get);

  @Test
  void take_countsTheRequestsOfAWindow_andSaysWhenItEnds() {
    take("sim-1");
    now.set(START.plusMillis(400));

    assertThat(take("sim-1").headers())
        .containsEntry("X-RateLimit-Limit", "2")
        .containsEntry("X-RateLimit-Remaining", "0")
        .containsEntry("X-RateLimit-Reset", START.getEpochSecond() + 1 + ".250")
        .containsEntry("X-RateLimit-Reset-After", "0.600");
  }

  @Test
  void take_beyondTheLimit_exceedsIt_untilTheWindowIsOver() {
    take("sim-1");
    assertThat(take("sim-1").isExceeded()).isFalse();
    assertThat(take("sim-1").isExceeded()).isTrue();

    now.set(START.plusMillis(999));
    assertThat(take("sim-1").isExceeded()).isTrue();
    now.set(START.plusMillis(1000));
    assertThat(take("sim-1").headers()).containsEntry("X-RateLimit-Remaining", "1");
  }

  @Test
  void take_ofAnotherTokenOrRoute_countsForItself_inABucketNamedByTheRoute() {
    Bucket one = take("sim-1");
    Bucket other = take("sim-1.new");
    Bucket channels = buckets.take("sim-1", Route.CHANNELS, 2);

    assertThat(other.used()).isEqualTo(1);
    assertThat(other.name()).isEqualTo(one.name());
    assertThat(channels.used()).isEqualTo(1);
    assertThat(channels.name()).isNotEqualTo(one.name());
  }

  @Test
  void bucketUser_whoGoesOn_isRefusedAfterTwo_forAsLongAsTheHeaderSays() throws IOException {
    try (SimulatedDiscord discord = SimulatedDiscord.start()) {
      DiscordClient caller = new DiscordClient(discord);
      HttpResponse<String> refused = caller.get("sim-bucket", USER);
      for (int i = 0; i < 200 && refused.statusCode() == 200; i++) {
        refused = caller.get("sim-bucket", USER);
      }

      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.headers().map())
          .containsKey("X-RateLimit-Bucket")
          .containsEntry("X-RateLimit-Remaining", List.of("0"))
          .containsEntry("X-RateLimit-Scope", List.of("user"))
          .containsEntry("Retry-After", List.of("1"));
      String resetAfter = refused.headers().firstValue("X-RateLimit-Reset-After").orElseThrow();
      assertThat(refused.body()).contains("\"retry_after\": " + resetAfter);
    }
  }

  @Test
  void bucketUser_whoFollowsTheHeaders_isNeverRefused() throws IOException {
    try (SimulatedDiscord discord = SimulatedDiscord.start()) {
      DiscordClient caller = new DiscordClient(discord);
      for (int i = 0; i < 5; i++) {
        HttpResponse<String> answer = caller.get("sim-bucket", CHANNELS);
        assertThat(answer.statusCode()).isEqualTo(200);
        if (answer.headers().firstValue("X-RateLimit-Remaining").orElseThrow().equals("0")) {
          waitFor(answer.headers().firstValue("X-RateLimit-Reset-After").orElseThrow());
        }
      }
    }
  }

  private Bucket take(String token) {
    return buckets.take(token, Route.USER, 2);
  }

  private static void waitFor(String seconds) {
    long until = System.nanoTime() + (long) (Double.parseDouble(seconds) * 1e9);
    Awaitility.await()
        .pollInterval(Duration.ofMillis(5))
        .until(() -> System.nanoTime() - until > 0);
  }
}
