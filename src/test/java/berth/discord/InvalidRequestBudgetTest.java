package berth.discord;

import static org.assertj.core.api.Assertions.assertThat;

import berth.database.Database;
import berth.harness.AtOnce;
import berth.harness.RunningBerth;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On a real database, with several budgets as several pods have them. */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class InvalidRequestBudgetTest {

  private static final int CEILING = 20;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @Inject Database database;

  private InvalidRequestBudget budget;

  @BeforeEach
  void nothingSpent() {
    execute("UPDATE discord_permit SET spent_until = '-infinity'");
    execute("DELETE FROM discord_pause");
    budget = new InvalidRequestBudget(database, CEILING);
  }

  @AfterEach
  void forget() {
    nothingSpent();
  }

  private static void execute(String sql) {
    RunningBerth.database().execute(sql);
  }

  private Permit take() {
    return budget.take(Share.ALL).await().atMost(PATIENCE);
  }

  private void giveBack(Permit permit) {
    budget.giveBack((Permit.Granted) permit).await().atMost(PATIENCE);
  }

  @Test
  void permits_takenByManyPodsAtOnce_areNeverMoreThanTheCeiling() {
    List<InvalidRequestBudget> pods =
        IntStream.range(0, 4).mapToObj(pod -> new InvalidRequestBudget(database, CEILING)).toList();

    List<Permit> taken =
        AtOnce.run(200, number -> pods.get(number % 4).take(Share.ALL).await().atMost(PATIENCE));

    List<Integer> numbers =
        taken.stream()
            .filter(Permit.Granted.class::isInstance)
            .map(permit -> ((Permit.Granted) permit).number())
            .toList();
    assertThat(numbers).doesNotHaveDuplicates().hasSizeBetween(1, CEILING);
    // those that were passed by while others took them are there for the next
    IntStream.range(numbers.size(), CEILING)
        .forEach(number -> assertThat(take()).isInstanceOf(Permit.Granted.class));
    assertThat(take()).isInstanceOf(Permit.Denied.class);
  }

  @Test
  void spentBudget_deniesUntilTheFirstIsForgotten() {
    for (int i = 0; i < CEILING; i++) {
      assertThat(take()).isInstanceOf(Permit.Granted.class);
    }

    Permit denied = take();

    assertThat(((Permit.Denied) denied).reason()).isEqualTo(Permit.Reason.SPENT);
    assertThat(((Permit.Denied) denied).pause())
        .isBetween(Duration.ofMinutes(10), Duration.ofMinutes(11));
    execute("UPDATE discord_permit SET spent_until = now() WHERE number = 7");
    assertThat(((Permit.Granted) take()).number()).isEqualTo(7);
  }

  @Test
  void permit_givenBack_isAnothers_andCanNotBeGivenBackTwice() {
    List<Permit> all = IntStream.range(0, CEILING).mapToObj(number -> take()).toList();
    Permit.Granted first = (Permit.Granted) all.get(3);

    giveBack(first);
    Permit.Granted second = (Permit.Granted) take();
    giveBack(first);

    assertThat(second.number()).isEqualTo(first.number());
    assertThat(take()).isInstanceOf(Permit.Denied.class);
  }

  @Test
  void whatWeAskByOurselves_leavesAPartToOthers() {
    List<Permit> taken =
        IntStream.range(0, CEILING)
            .mapToObj(number -> budget.take(Share.MOST).await().atMost(PATIENCE))
            .toList();

    assertThat(taken).filteredOn(Permit.Granted.class::isInstance).hasSize(CEILING * 4 / 5);
    assertThat(take()).isInstanceOf(Permit.Granted.class);
  }

  @Test
  void pause_deniesAll_andTheLongestCounts() {
    budget.pause(Permit.Reason.GLOBAL, Duration.ofSeconds(40)).await().atMost(PATIENCE);
    budget.pause(Permit.Reason.GLOBAL, Duration.ofSeconds(20)).await().atMost(PATIENCE);

    Permit.Denied denied = (Permit.Denied) take();

    assertThat(denied.reason()).isEqualTo(Permit.Reason.GLOBAL);
    assertThat(denied.pause()).isBetween(Duration.ofSeconds(35), Duration.ofSeconds(40));
    execute("UPDATE discord_pause SET paused_until = now()");
    assertThat(take()).isInstanceOf(Permit.Granted.class);
  }

  @Test
  void pause_spendsNothing() {
    budget.pause(Permit.Reason.CLOUDFLARE, Duration.ofMinutes(1)).await().atMost(PATIENCE);
    for (int i = 0; i < 2 * CEILING; i++) {
      take();
    }
    execute("DELETE FROM discord_pause");

    assertThat(IntStream.range(0, CEILING).mapToObj(number -> take()))
        .allMatch(Permit.Granted.class::isInstance);
  }
}
