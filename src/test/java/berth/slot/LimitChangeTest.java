package berth.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import berth.harness.Answer;
import berth.harness.Api;
import berth.harness.AtOnce;
import berth.harness.Holding;
import berth.harness.RunningBerth;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lowering, raising, deleting and configuring again, while jobs run. */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class LimitChangeTest {

  private Api admin;
  private Api caller;
  private String user;

  @BeforeEach
  void subscribe() {
    admin = RunningBerth.admin();
    caller = admin.subscribed("{\"name\": \"test\", \"quantity\": 20}");
    user = UUID.randomUUID().toString();
  }

  private List<String> take(int count) {
    return IntStream.range(0, count).mapToObj(n -> granted(caller)).toList();
  }

  private static String granted(Api api) {
    Answer taken = api.take();
    assertThat(taken.status()).isEqualTo(201);
    return taken.text("slot");
  }

  @Test
  void lowered_belowWhatRuns_drainsAndGrantsNothingUntilBelow() {
    caller.configured("sim-" + user, 4);
    List<String> held = take(4);

    caller.configured("sim-" + user, 2);

    assertThat(held).allMatch(slot -> caller.slot(slot).status() == 200);
    assertThat(caller.take().status()).isEqualTo(429);
    caller.release(held.get(0));
    assertThat(caller.take().status()).isEqualTo(429);
    caller.release(held.get(3));
    assertThat(caller.take().status()).isEqualTo(429);
    caller.release(held.get(1));
    assertThat(caller.take().status()).isEqualTo(201);
    assertThat(caller.take().status()).isEqualTo(429);
  }

  @Test
  void lowered_withFreeSlotsAmongTheHeld_countsWhatRuns() {
    caller.configured("sim-" + user, 4);
    List<String> held = take(4);
    caller.release(held.get(0));
    caller.release(held.get(2));

    caller.configured("sim-" + user, 2);

    assertThat(caller.take().status()).isEqualTo(429);
    caller.release(held.get(1));
    assertThat(caller.take().status()).isEqualTo(201);
    assertThat(caller.take().status()).isEqualTo(429);
  }

  @Test
  void lowered_thenRaised_usesWhatRunsAndTheRest() {
    caller.configured("sim-" + user, 5);
    take(3);

    caller.configured("sim-" + user, 1);
    caller.configured("sim-" + user, 4);

    assertThat(caller.take().status()).isEqualTo(201);
    assertThat(caller.take().status()).isEqualTo(429);
  }

  @Test
  void raised_whileFull_grantsTheDifferenceAtOnce() {
    caller.configured("sim-" + user, 1);
    take(1);

    caller.configured("sim-" + user, 3);

    take(2);
    assertThat(caller.take().status()).isEqualTo(429);
  }

  @Test
  void draining_leaseThatRunsOut_makesRoomWithoutARelease() {
    caller.configured("sim-" + user, 2);
    caller.take("{\"leaseSeconds\": 8}");
    caller.take("{\"leaseSeconds\": 8}");

    caller.configured("sim-" + user, 1);

    assertThat(caller.take().status()).isEqualTo(429);
    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> caller.take().status() == 201);
    assertThat(caller.take().status()).isEqualTo(429);
  }

  @Test
  void draining_lease_canBeRenewedAndReleasedTwice() {
    caller.configured("sim-" + user, 2);
    List<String> held = take(2);
    caller.configured("sim-" + user, 1);

    assertThat(caller.renew(held.get(0), 600).status()).isEqualTo(200);
    assertThat(caller.release(held.get(0)).status()).isEqualTo(204);
    assertThat(caller.release(held.get(0)).status()).isEqualTo(204);
    assertThat(caller.take().status()).isEqualTo(429);
  }

  @Test
  void deleted_account_letsItsLeasesLiveAndGrantsNoMore() {
    String channel = caller.configured("sim-" + user, 2);
    String held = take(1).get(0);

    caller.deleteAccount(channel);

    assertThat(caller.take().status()).isEqualTo(404);
    assertThat(caller.slot(held).status()).isEqualTo(200);
    assertThat(caller.renew(held, 600).status()).isEqualTo(200);
    assertThat(caller.release(held).status()).isEqualTo(204);
    assertThat(caller.release(held).status()).isEqualTo(204);
  }

  @Test
  void deletedAndConfiguredAgain_countsWhatStillRuns() {
    String channel = caller.configured("sim-" + user, 2);
    List<String> held = take(2);
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
  void configuredByAnotherSubscription_countsWhatTheFormerOneStillRuns() {
    String channel = caller.configured("sim-" + user, 2);
    List<String> held = take(2);
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
  void handedBackAndForth_neverRunsMoreThanTheLimit() {
    Api other = admin.subscribed("{\"name\": \"other\", \"quantity\": 1}");
    String channel = caller.configured("sim-" + user, 2);
    take(1);
    caller.deleteAccount(channel);
    other.configured("sim-" + user, 2);
    granted(other);
    other.deleteAccount(channel);

    caller.configured("sim-" + user, 2);
    assertThat(caller.take().status()).isEqualTo(429);
    caller.configured("sim-" + user, 3);
    assertThat(caller.take().status()).isEqualTo(201);
    assertThat(caller.take().status()).isEqualTo(429);
  }

  /** What runs is measured from outside while the limit goes up and down under it. */
  @Test
  void limitChangedAllTheWhile_neverRunsMoreThanTheHighest_andEndsWithTheLast() {
    String channel = caller.configured("sim-" + user, 6);
    Collection<Holding> holdings = new ConcurrentLinkedQueue<>();

    AtOnce.run(
        10,
        number -> {
          for (int round = 0; round < 30; round++) {
            if (number == 0) {
              caller.configured("sim-" + user, 1 + round % 6);
            } else if (number == 1 && round % 10 == 9) {
              caller.deleteAccount(channel);
              caller.configured("sim-" + user, 6);
            } else {
              holdForAWhile(holdings);
            }
          }
          return number;
        });

    assertThat(Holding.mostAtOnce(holdings, channel)).isBetween(2, 6);
    caller.configured("sim-" + user, 4);
    take(4);
    assertThat(caller.take().status()).isEqualTo(429);
  }

  private void holdForAWhile(Collection<Holding> holdings) {
    Answer taken = caller.take();
    if (taken.status() == 201) {
      long from = System.nanoTime();
      assertThat(caller.renew(taken.text("slot"), 300).status()).isEqualTo(200);
      holdings.add(new Holding(taken.text("channel"), from, System.nanoTime()));
      assertThat(caller.release(taken.text("slot")).status()).isEqualTo(204);
    } else {
      assertThat(taken.status()).isIn(429, 404);
    }
  }
}
