package berth.account.change;

import static org.assertj.core.api.Assertions.assertThat;

import berth.account.health.Health;
import berth.account.store.Accounts;
import berth.account.store.StoredToken;
import berth.context.BackgroundContext;
import berth.event.Actor;
import berth.harness.Api;
import berth.harness.RunningBerth;
import berth.harness.StoredAccount;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class ChangeHealthTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  @Inject Vertx vertx;
  @Inject Accounts accounts;
  @Inject ChangeHealth changeHealth;

  @Test
  void refusal_ofATokenThatWasReplacedSince_isIgnored() {
    Api caller = RunningBerth.admin().subscribed("{\"name\": \"test\", \"quantity\": 20}");
    String user = UUID.randomUUID().toString();
    String channel = caller.configured("sim-" + user, 1);
    StoredToken replaced = token(channel);
    caller.configured("sim-" + user + ".new", 1);

    assertThat(refuse(replaced)).isEmpty();
    assertThat(caller.account(channel).text("status")).isEqualTo("active");
    assertThat(refuse(token(channel))).isPresent();
    assertThat(caller.account(channel).text("status")).isEqualTo("rejected");
  }

  private StoredToken token(String channel) {
    long subscription = Long.parseLong(new StoredAccount(channel).read("subscription_id"));
    return BackgroundContext.run(vertx, () -> accounts.findRow(subscription, channel))
        .await()
        .atMost(TIMEOUT)
        .orElseThrow()
        .token();
  }

  private Optional<Health> refuse(StoredToken token) {
    return BackgroundContext.run(
            vertx,
            () ->
                changeHealth.changeIf(
                    token, (health, now) -> health.refused("Invalid"), Actor.BERTH))
        .await()
        .atMost(TIMEOUT);
  }
}
