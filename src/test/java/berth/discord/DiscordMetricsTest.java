package berth.discord;

import static org.assertj.core.api.Assertions.assertThat;

import berth.discord.http.DiscordRoute;
import berth.discord.limit.Requester;
import berth.harness.OwnSubscription;
import berth.harness.RunningBerth;
import berth.metrics.Scrape;
import berth.secret.DiscordToken;
import berth.time.Deadline;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The metrics of the requests to Discord. */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class DiscordMetricsTest extends OwnSubscription {

  private static final String REQUESTS = "berth_discord_requests_total{call=\"%s\",outcome=\"%s\"}";
  private static final String SECONDS =
      "berth_discord_request_seconds_count{call=\"%s\",outcome=\"%s\"}";

  @Inject CircuitBreakers breakers;

  private static Scrape scrape() {
    return Scrape.of(RunningBerth.management());
  }

  private static void assertCounted(Scrape before, String call, String outcome) {
    Scrape after = scrape();
    for (String figure : new String[] {REQUESTS, SECONDS}) {
      String series = figure.formatted(call, outcome);
      assertThat(after.value(series)).as(series).isGreaterThan(before.value(series));
    }
  }

  @Test
  void goodToken_countsBothCalls() {
    Scrape before = scrape();

    caller.configured("sim-" + user, 1);

    assertCounted(before, "user", "ok");
    assertCounted(before, "channels", "ok");
  }

  @Test
  void refusedToken_isCountedAsUnauthorized() {
    Scrape before = scrape();

    assertThat(caller.configure("invalid-" + user, 1).status()).isEqualTo(400);

    assertCounted(before, "user", "unauthorized");
  }

  @Test
  void breakerThatOpens_isCountedWhileItIsOpen() {
    DiscordCall call =
        new DiscordCall(
            DiscordRoute.USER,
            new DiscordToken("breaker"),
            Requester.of(-1),
            Deadline.in(Duration.ofMinutes(1)));
    double before = scrape().value("berth_discord_circuit_open");

    for (int failures = 0; failures < 10; failures++) {
      breakers
          .of(call)
          .flatMap(
              breaker ->
                  breaker.get(
                      () -> Uni.createFrom().failure(new DiscordFault(new TokenCheck.TimedOut()))))
          .onFailure()
          .recoverWithNull()
          .await()
          .atMost(Duration.ofSeconds(5));
    }

    assertThat(scrape().value("berth_discord_circuit_open") - before).isOne();
  }
}
