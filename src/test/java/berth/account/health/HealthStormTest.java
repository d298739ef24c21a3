package berth.account.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import berth.harness.Answer;
import berth.harness.Api;
import berth.harness.AtOnce;
import berth.harness.Holding;
import berth.harness.RunningBerth;
import berth.harness.StoredAccount;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** All events of a few accounts, caused by many callers at once. */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class HealthStormTest {

  private static final int LIMIT = 3;
  private static final Duration STORM = Duration.ofSeconds(8);

  private final Collection<Holding> holdings = new ConcurrentLinkedQueue<>();

  @Test
  void everythingAtOnce_endsInNoDeadlock_andWithAllSlotsFree() {
    Api caller = RunningBerth.admin().subscribed("{\"name\": \"storm\", \"quantity\": 20}");
    String user = UUID.randomUUID().toString();
    List<String> tokens = IntStream.range(0, 4).mapToObj(n -> "sim-" + user + "-" + n).toList();
    List<String> channels = tokens.stream().map(token -> caller.configured(token, LIMIT)).toList();
    long deadlocks = RunningBerth.database().deadlocks();
    long end = System.nanoTime() + STORM.toNanos();

    AtOnce.run(
        16,
        number -> {
          SplittableRandom random = new SplittableRandom(number);
          while (System.nanoTime() < end) {
            int account = random.nextInt(4);
            if (number < 6) {
              change(caller, tokens.get(account), channels.get(account), random.nextInt(12));
            } else {
              work(caller, random.nextInt(20));
            }
          }
          return number;
        });

    assertThat(RunningBerth.database().deadlocks()).isEqualTo(deadlocks);
    assertThat(channels)
        .allMatch(channel -> Holding.mostAtOnce(holdings, channel) <= LIMIT)
        .anyMatch(channel -> Holding.mostAtOnce(holdings, channel) > 1);
    for (int i = 0; i < 4; i++) {
      caller.configured(tokens.get(i), LIMIT);
      assertThat(caller.resume(channels.get(i)).status()).isEqualTo(204);
      assertThat(caller.reset(channels.get(i)).status()).isEqualTo(204);
    }
    assertThat(channels.stream().map(channel -> new StoredAccount(channel).read("place")))
        .containsExactlyInAnyOrder("0", "1", "2", "3");
    await().until(() -> caller.slots().json().path("executing").isEmpty());
    List<Integer> statuses =
        IntStream.range(0, 4 * LIMIT + 1).mapToObj(n -> caller.take().status()).toList();
    assertThat(statuses.subList(0, 4 * LIMIT)).containsOnly(201);
    assertThat(statuses.get(4 * LIMIT)).isEqualTo(429);
    channels.forEach(caller::deleteAccount);
  }

  private static void change(Api caller, String token, String channel, int what) {
    Answer answer =
        switch (what) {
          case 0, 1, 2 -> caller.pause(channel);
          case 3, 4, 5, 6 -> caller.resume(channel);
          case 7, 8 -> caller.reset(channel);
          case 9 -> caller.deleteAccount(channel);
          default -> caller.configure(token, LIMIT);
        };
    assertThat(answer.status()).as(answer::toString).isIn(200, 201, 204, 404);
  }

  private void work(Api caller, int outcome) {
    Answer taken = caller.take();
    assertThat(taken.status()).as(taken::toString).isIn(201, 404, 409, 429);
    if (taken.status() == 201) {
      long from = System.nanoTime();
      String slot = taken.text("slot");
      assertThat(caller.renew(slot, 300).status()).isEqualTo(200);
      holdings.add(new Holding(taken.text("channel"), from, System.nanoTime()));
      Answer released =
          switch (outcome) {
            case 0 -> caller.release(slot, "outcome=rejected");
            case 1 -> caller.release(slot, "outcome=moderated&message=storm");
            case 2, 3 -> caller.release(slot, "outcome=limited&retryAfter=0.2");
            default -> caller.release(slot);
          };
      assertThat(released.status()).as(released::toString).isEqualTo(204);
    }
  }
}
