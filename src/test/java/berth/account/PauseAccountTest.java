package berth.account;

import static org.assertj.core.api.Assertions.assertThat;

import berth.harness.OneAccount;
import berth.harness.RunningBerth;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Pausing accounts and resuming them. */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class PauseAccountTest extends OneAccount {

  @Test
  void paused_account_grantsNothing_andKeepsItsLeases() {
    String renewed = caller.taken();
    String released = caller.taken();

    assertThat(caller.pause(channel)).hasToString("204 ");

    assertThat(status()).isEqualTo("paused");
    assertThat(load().path("available").asInt()).isZero();
    assertThat(load().path("executing").asInt()).isEqualTo(2);
    assertThat(caller.renew(renewed, 600).status()).isEqualTo(200);
    assertThat(caller.release(released).status()).isEqualTo(204);
    assertThat(caller.release(released).status()).isEqualTo(204);
    assertThat(caller.take().status()).isEqualTo(409);
    assertThat(caller.take("{\"channel\": \"%s\"}".formatted(channel)).status()).isEqualTo(409);
  }

  @Test
  void resumed_account_grantsUpToItsLimit_countingRunningJobs() {
    caller.taken();
    caller.pause(channel);

    assertThat(caller.resume(channel)).hasToString("204 ");

    assertThat(status()).isEqualTo("active");
    grantsExactly(2);
  }

  @Test
  void pausedAndResumed_repeatedly_isAsAfterOnce() {
    for (int i = 0; i < 3; i++) {
      assertThat(caller.pause(channel).status()).isEqualTo(204);
      assertThat(caller.pause(channel).status()).isEqualTo(204);
      assertThat(caller.resume(channel).status()).isEqualTo(204);
      assertThat(caller.resume(channel).status()).isEqualTo(204);
    }
    grantsExactly(3);
  }

  @Test
  void paused_account_staysPausedWhenItIsPosted_andTakesTheNewLimit() {
    caller.pause(channel);

    caller.configured("sim-" + user + ".new", 2);

    assertThat(status()).isEqualTo("paused");
    assertThat(caller.take().status()).isEqualTo(409);
    caller.resume(channel);
    grantsExactly(2);
  }

  @Test
  void paused_account_canBeDeletedAndConfiguredAgain() {
    String held = caller.taken();
    caller.pause(channel);

    assertThat(caller.deleteAccount(channel).status()).isEqualTo(204);

    assertThat(caller.renew(held, 600).status()).isEqualTo(200);
    assertThat(caller.configure("sim-" + user, 3).status()).isEqualTo(201);
    assertThat(status()).isEqualTo("active");
    grantsExactly(2);
  }

  @Test
  void paused_oneOfMany_leavesTheOthersInTheDraw() {
    List<String> others =
        IntStream.range(0, 4).mapToObj(n -> caller.configured("sim-" + user + "-" + n, 1)).toList();
    caller.pause(others.get(0));
    caller.pause(channel);
    caller.pause(others.get(3));
    caller.resume(others.get(0));

    List<String> granted =
        IntStream.range(0, 3).mapToObj(n -> caller.take().text("channel")).toList();

    assertThat(granted).containsExactlyInAnyOrderElementsOf(others.subList(0, 3));
    assertThat(caller.take().status()).isEqualTo(429);
    others.forEach(caller::deleteAccount);
  }
}
