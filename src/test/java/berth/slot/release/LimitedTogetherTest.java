package berth.slot.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import berth.harness.Answer;
import berth.harness.Api;
import berth.harness.AtOnce;
import berth.harness.RunningBerth;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Discord limits all accounts at once, and all holders report it at once. */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class LimitedTogetherTest {

  private static final int ACCOUNTS = 80;
  private static final int TAKERS = 10;
  private static final int QUEUED = 12;

  @Test
  void holdersOfAllAccounts_reportTheLimit_whileOthersTakeSlots_andNoRequestIsRefused() {
    Api admin = RunningBerth.admin();
    String prefix = "sim-" + UUID.randomUUID() + "-";
    Api caller = admin.subscribed("{\"name\": \"all\", \"quantity\": 100}");
    Api other = admin.subscribed("{\"name\": \"other\", \"quantity\": 1}");
    AtOnce.run(8, number -> configure(caller, prefix, number));
    other.configured(prefix + "other", 15);
    List<String> held =
        IntStream.range(0, ACCOUNTS).mapToObj(n -> caller.take().text("slot")).toList();

    List<Answer> answers =
        AtOnce.run(
            ACCOUNTS + TAKERS,
            number ->
                number < ACCOUNTS
                    ? caller.send(
                        "DELETE",
                        "/v2/slots/midjourney/"
                            + held.get(number)
                            + "?outcome=limited&retryAfter=600",
                        null)
                    : other.take());

    assertThat(answers.subList(0, ACCOUNTS)).allMatch(answer -> answer.status() == 204);
    assertThat(answers.subList(ACCOUNTS, answers.size()))
        .allMatch(answer -> answer.status() == 201);
    assertThat(caller.slots().json().path("accounts"))
        .hasSize(ACCOUNTS)
        .allMatch(account -> account.path("status").asText().equals("cooling"));
    assertThat(caller.take().status()).isEqualTo(429);
  }

  /** On a busy machine, changes queue for longer than a statement may wait for the database. */
  @Test
  void holders_thatQueueForLongerThanADatabaseTimeout_areNotRefused() {
    Api caller = RunningBerth.admin().subscribed("{\"name\": \"queue\", \"quantity\": 20}");
    String prefix = "sim-" + UUID.randomUUID() + "-";
    IntStream.range(0, QUEUED).forEach(n -> caller.configured(prefix + n, 1));
    List<String> held = caller.taken(QUEUED);

    CompletableFuture<Void> locking = CompletableFuture.runAsync(LimitedTogetherTest::lock);
    await().until(LimitedTogetherTest::isLocked);

    List<Answer> answers =
        AtOnce.run(
            QUEUED, number -> caller.release(held.get(number), "outcome=limited&retryAfter=600"));

    assertThat(answers).allMatch(answer -> answer.status() == 204);
    locking.join();
  }

  /** Locks the row that all changes lock, twice, each time for less than a statement waits. */
  private static void lock() {
    for (int i = 0; i < 2; i++) {
      RunningBerth.database()
          .execute(
              """
              BEGIN;
              SELECT FROM subscription WHERE name = 'queue' FOR UPDATE;
              SELECT pg_sleep(1.1);
              COMMIT""");
    }
  }

  private static boolean isLocked() {
    return RunningBerth.database()
            .number(
                "SELECT count(*) FROM pg_stat_activity"
                    + " WHERE wait_event = 'PgSleep' AND datname = current_database()")
        > 0;
  }

  private static int configure(Api caller, String prefix, int thread) {
    for (int i = thread; i < ACCOUNTS; i += 8) {
      caller.configured(prefix + i, 1);
    }
    return thread;
  }
}
