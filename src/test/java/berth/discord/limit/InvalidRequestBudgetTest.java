package berth.discord.limit;

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

/** With a real database, and with several budgets, as several pods have them. */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class InvalidRequestBudgetTest {

  private static final int CEILING = 20;
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  @Inject Database database;

  private InvalidRequestBudget budget;
  private long newest;
  private int takes;

  @BeforeEach
  void subscribe() {
    execute(
        "INSERT INTO subscription (name, quantity, max_jobs)"
            + " SELECT 'budget', 0, 1 FROM generate_series(1, 5)");
    newest = RunningBerth.database().number("SELECT max(id) FROM subscription");
    nothingSpent();
    budget = new InvalidRequestBudget(database, CEILING);
  }

  @AfterEach
  void forget() {
    nothingSpent();
  }

  private static void nothingSpent() {
    execute("UPDATE discord_permit SET spent_until = '-infinity'");
    execute("DELETE FROM discord_pause");
    execute("DELETE FROM discord_subscription_permit");
  }

  /** One of five subscriptions. Four of them can spend the whole budget. */
  private Requester subscription(int number) {
    return Requester.of(newest - number % 5);
  }

  private static void execute(String sql) {
    RunningBerth.database().execute(sql);
  }

  /** Takes a permit for each of the five subscriptions in turn. */
  private Permit take() {
    return take(subscription(takes++));
  }

  private Permit take(Requester requester) {
    return budget.take(requester).await().atMost(TIMEOUT);
  }

  /** Takes a permit and spends it. */
  private Permit spend(Requester requester) {
    Permit permit = take(requester);
    if (permit instanceof Permit.Granted granted) {
      budget.spend(granted).await().atMost(TIMEOUT);
    }
    return permit;
  }

  private void release(Permit permit) {
    budget.release((Permit.Granted) permit).await().atMost(TIMEOUT);
  }

  @Test
  void permits_takenByManyPodsAtOnce_areNeverMoreThanTheCeiling() {
    List<InvalidRequestBudget> pods =
        IntStream.range(0, 4).mapToObj(pod -> new InvalidRequestBudget(database, CEILING)).toList();

    List<Permit> taken =
        AtOnce.run(
            200, number -> pods.get(number % 4).take(subscription(number)).await().atMost(TIMEOUT));

    List<Integer> numbers =
        taken.stream()
            .filter(Permit.Granted.class::isInstance)
            .map(permit -> ((Permit.Granted) permit).number())
            .toList();
    assertThat(numbers).doesNotHaveDuplicates().hasSizeBetween(1, CEILING);
    // permits that were skipped because other statements had locked them can be taken now
    IntStream.range(numbers.size(), CEILING)
        .forEach(number -> assertThat(take()).isInstanceOf(Permit.Granted.class));
    assertThat(take()).isInstanceOf(Permit.Denied.class);
  }

  @Test
  void spentBudget_deniesUntilTheFirstPermitExpires() {
    for (int i = 0; i < CEILING; i++) {
      assertThat(spend(subscription(i))).isInstanceOf(Permit.Granted.class);
    }

    Permit denied = take();

    assertThat(((Permit.Denied) denied).reason()).isEqualTo(Permit.Reason.SPENT);
    assertThat(((Permit.Denied) denied).pause())
        .isBetween(Duration.ofMinutes(10), Duration.ofMinutes(11));
    execute("UPDATE discord_permit SET spent_until = now() WHERE number = 7");
    assertThat(((Permit.Granted) take()).number()).isEqualTo(7);
  }

  @Test
  void releasedPermit_canBeTakenAgain_butNotReleasedTwice() {
    List<Permit> all = IntStream.range(0, CEILING).mapToObj(number -> take()).toList();
    Permit.Granted first = (Permit.Granted) all.get(3);

    release(first);
    Permit.Granted second = (Permit.Granted) take();
    release(first);

    assertThat(second.number()).isEqualTo(first.number());
    assertThat(take()).isInstanceOf(Permit.Denied.class);
  }

  @Test
  void berthsOwnChecks_leaveAPartToCallers() {
    List<Permit> taken =
        IntStream.range(0, CEILING).mapToObj(number -> take(Requester.BERTH)).toList();

    assertThat(taken).filteredOn(Permit.Granted.class::isInstance).hasSize(CEILING * 4 / 5);
    assertThat(take()).isInstanceOf(Permit.Granted.class);
  }

  @Test
  void pause_deniesAll_andTheLongestCounts() {
    budget.pause(Permit.Reason.GLOBAL, Duration.ofSeconds(40)).await().atMost(TIMEOUT);
    budget.pause(Permit.Reason.GLOBAL, Duration.ofSeconds(20)).await().atMost(TIMEOUT);

    Permit.Denied denied = (Permit.Denied) take();

    assertThat(denied.reason()).isEqualTo(Permit.Reason.GLOBAL);
    assertThat(denied.pause()).isBetween(Duration.ofSeconds(35), Duration.ofSeconds(40));
    execute("UPDATE discord_pause SET paused_until = now()");
    assertThat(take()).isInstanceOf(Permit.Granted.class);
  }

  @Test
  void pause_spendsNothing() {
    budget.pause(Permit.Reason.CLOUDFLARE, Duration.ofMinutes(1)).await().atMost(TIMEOUT);
    for (int i = 0; i < 2 * CEILING; i++) {
      take();
    }
    execute("DELETE FROM discord_pause");

    assertThat(IntStream.range(0, CEILING).mapToObj(number -> take()))
        .allMatch(Permit.Granted.class::isInstance);
  }

  @Test
  void subscription_thatSpentAQuarter_isDenied_forItselfAlone() {
    for (int i = 0; i < CEILING / 4; i++) {
      assertThat(spend(subscription(0))).isInstanceOf(Permit.Granted.class);
    }

    Permit.Denied denied = (Permit.Denied) take(subscription(0));

    assertThat(denied.reason()).isEqualTo(Permit.Reason.SPENT_BY_SUBSCRIPTION);
    assertThat(denied.pause()).isBetween(Duration.ofMinutes(10), Duration.ofMinutes(11));
    assertThat(take(subscription(1))).isInstanceOf(Permit.Granted.class);
    assertThat(take(Requester.BERTH)).isInstanceOf(Permit.Granted.class);
  }

  @Test
  void quarter_takenByManyPodsAtOnce_isNeverExceeded_andSpendsNoMoreOfAll() {
    List<InvalidRequestBudget> pods =
        IntStream.range(0, 4).mapToObj(pod -> new InvalidRequestBudget(database, CEILING)).toList();

    List<Permit> taken =
        AtOnce.run(
            60, number -> pods.get(number % 4).take(subscription(0)).await().atMost(TIMEOUT));

    long granted = taken.stream().filter(Permit.Granted.class::isInstance).count();
    assertThat(granted).isBetween(1L, CEILING / 4L);
    IntStream.range((int) granted, CEILING / 4)
        .forEach(number -> assertThat(take(subscription(0))).isInstanceOf(Permit.Granted.class));
    assertThat(take(subscription(0))).isInstanceOf(Permit.Denied.class);
    assertThat(
            RunningBerth.database()
                .number("SELECT count(*) FROM discord_permit WHERE spent_until > now()"))
        .isEqualTo(CEILING / 4);
  }

  @Test
  void takenPermits_areNotSpent_andMayBeReleasedAtAnyMoment() {
    List<Permit> held =
        IntStream.range(0, CEILING / 4).mapToObj(number -> take(subscription(0))).toList();

    Permit.Denied denied = (Permit.Denied) take(subscription(0));

    assertThat(denied.reason()).isEqualTo(Permit.Reason.TAKEN);
    assertThat(denied.pause()).isLessThan(Duration.ofSeconds(1));
    release(held.get(2));
    assertThat(take(subscription(0))).isInstanceOf(Permit.Granted.class);
  }

  @Test
  void permitsOfADeadPod_areSpentAfterTenSeconds() {
    IntStream.range(0, CEILING / 4).forEach(number -> take(subscription(0)));
    execute(
        "UPDATE discord_subscription_permit SET spent_until = spent_until - interval '11 seconds'");

    Permit.Denied denied = (Permit.Denied) take(subscription(0));

    assertThat(denied.reason()).isEqualTo(Permit.Reason.SPENT_BY_SUBSCRIPTION);
    assertThat(denied.pause()).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(11));
  }

  @Test
  void spentPermit_canNotBeReleased() {
    Permit.Granted permit = (Permit.Granted) spend(subscription(0));

    release(permit);

    for (String table : List.of("discord_permit", "discord_subscription_permit")) {
      String spent = "SELECT count(*) FROM " + table + " WHERE spent_until > now()";
      assertThat(RunningBerth.database().number(spent)).as(table).isEqualTo(1);
    }
  }

  @Test
  void raisedBudget_raisesTheQuarter() {
    IntStream.range(0, CEILING / 4).forEach(number -> spend(subscription(0)));
    InvalidRequestBudget more = new InvalidRequestBudget(database, 4 * CEILING);

    List<Permit> taken =
        IntStream.range(0, CEILING)
            .mapToObj(number -> more.take(subscription(0)).await().atMost(TIMEOUT))
            .toList();

    assertThat(taken).filteredOn(Permit.Granted.class::isInstance).hasSize(CEILING * 3 / 4);
  }
}
