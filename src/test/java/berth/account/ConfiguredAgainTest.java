package berth.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import berth.harness.Api;
import berth.harness.OwnSubscription;
import berth.harness.RunningBerth;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Accounts that are deleted and configured again, by any subscription, while jobs run. */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class ConfiguredAgainTest extends OwnSubscription {

  @Test
  void deleted_account_keepsItsLeasesAndGrantsNoMore() {
    String channel = caller.configured("sim-" + user, 2);
    String held = caller.taken(1).get(0);

    caller.deleteAccount(channel);

    assertThat(caller.take().status()).isEqualTo(404);
    assertThat(caller.slot(held).status()).isEqualTo(200);
    assertThat(caller.renew(held, 600).status()).isEqualTo(200);
    assertThat(caller.release(held).status()).isEqualTo(204);
    assertThat(caller.release(held).status()).isEqualTo(204);
  }

  @Test
  void deletedAndConfiguredAgain_countsRunningJobs() {
    String channel = caller.configured("sim-" + user, 2);
    List<String> held = caller.taken(2);
    caller.deleteAccount(channel);

    caller.configured("sim-" + user, 2);

    assertThat(caller.take().status()).isEqualTo(429);
    caller.release(held.get(1));
    assertThat(caller.take().status()).isEqualTo(201);
    assertThat(caller.take().status()).isEqualTo(429);
    assertThat(caller.release(held.get(1)).status()).isIn(204, 410);
    assertThat(caller.slot(held.get(0)).status()).isEqualTo(200);
  }

  @Test
  void configuredByAnotherSubscription_countsRunningJobsOfTheFormerOne() {
    String channel = caller.configured("sim-" + user, 2);
    List<String> held = caller.taken(2);
    caller.deleteAccount(channel);
    Api other = admin.subscribed("{\"name\": \"other\", \"quantity\": 1}");

    other.configured("sim-" + user, 2);

    assertThat(other.take().status()).isEqualTo(429);
    assertThat(other.take().header("Retry-After")).isEqualTo("30");
    assertThat(other.slots().json().path("accounts").path(0).path("available").asInt()).isZero();
    assertThat(caller.release(held.get(0)).status()).isEqualTo(204);
    assertThat(other.take().status()).isEqualTo(201);
    assertThat(other.take().status()).isEqualTo(429);
    assertThat(caller.renew(held.get(1), 600).status()).isEqualTo(200);
  }

  @Test
  void configuredByAnotherSubscription_growsWhenTheFormerLeaseRunsOut() {
    String channel = caller.configured("sim-" + user, 1);
    caller.take("{\"leaseSeconds\": 8}");
    caller.deleteAccount(channel);
    Api other = admin.subscribed("{\"name\": \"other\", \"quantity\": 1}");
    other.configured("sim-" + user, 1);
    assertThat(other.take().status()).isEqualTo(429);

    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> other.take().status() == 201);
    assertThat(other.take().status()).isEqualTo(429);
  }

  @Test
  void configuredByTwoSubscriptionsInTurns_neverRunsMoreThanTheLimit() {
    Api other = admin.subscribed("{\"name\": \"other\", \"quantity\": 1}");
    String channel = caller.configured("sim-" + user, 2);
    caller.taken(1);
    caller.deleteAccount(channel);
    other.configured("sim-" + user, 2);
    other.taken();
    other.deleteAccount(channel);

    caller.configured("sim-" + user, 2);
    assertThat(caller.take().status()).isEqualTo(429);
    caller.configured("sim-" + user, 3);
    assertThat(caller.take().status()).isEqualTo(201);
    assertThat(caller.take().status()).isEqualTo(429);
  }
}
