package berth.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import berth.harness.Answer;
import berth.harness.AtOnce;
import berth.harness.Holding;
import berth.harness.OwnSubscription;
import berth.harness.RunningBerth;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** Lowering and raising limits while jobs run. */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class LimitChangeTest extends OwnSubscription {

  @Test
  void lowered_belowWhatRuns_drainsAndGrantsNothingUntilBelow() {
    caller.configured("sim-" + user, 4);
    List<String> held = caller.taken(4);

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
    List<String> held = caller.taken(4);
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
    caller.taken(3);

    caller.configured("sim-" + user, 1);
    caller.configured("sim-" + user, 4);

    assertThat(caller.take().status()).isEqualTo(201);
    assertThat(caller.take().status()).isEqualTo(429);
  }

  @Test
  void raised_whileFull_grantsTheDifferenceAtOnce() {
    caller.configured("sim-" + user, 1);
    caller.taken(1);

    caller.configured("sim-" + user, 3);

    caller.taken(2);
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
    List<String> held = caller.taken(2);
    caller.configured("sim-" + user, 1);

    assertThat(caller.renew(held.get(0), 600).status()).isEqualTo(200);
    assertThat(caller.release(held.get(0)).status()).isEqualTo(204);
    assertThat(caller.release(held.get(0)).status()).isEqualTo(204);
    assertThat(caller.take().status()).isEqualTo(429);
  }

  /** Clients measure the jobs that run, while the limit goes up and down. */
  @Test
  void limitChangedAllTheTime_neverRunsMoreThanTheHighest_andEndsWithTheLast() {
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
    caller.taken(4);
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
