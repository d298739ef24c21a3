package berth.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import berth.harness.OneAccount;
import berth.harness.RunningBerth;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The figures of the whole database. */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class PoolMetricsTest extends OneAccount {

  @Inject PoolFigures figures;

  private PoolFigures.Figures counted() throws SQLException {
    update("UPDATE pool_figures SET counted_at = '-infinity'");
    return read();
  }

  private PoolFigures.Figures read() {
    return figures.read().await().atMost(Duration.ofSeconds(5));
  }

  @Test
  void accounts_slotsAndLeases_areCounted() throws SQLException {
    PoolFigures.Figures before = counted();
    caller.taken(2);
    caller.configured("sim-" + user + "-paused", 5);
    caller.pause(caller.configured("sim-" + user + "-paused", 5));

    PoolFigures.Figures after = counted();

    assertThat(after.held() - before.held()).isEqualTo(2);
    assertThat(after.slots()).isEqualTo(before.slots());
    assertThat(after.accounts().get("paused") - before.accounts().get("paused")).isOne();
    assertThat(after.accounts().get("active")).isEqualTo(before.accounts().get("active"));
    assertThat(after.overgrants()).isEqualTo(before.overgrants());
  }

  @Test
  void readAgainWithin15Seconds_countsNothing() throws SQLException {
    PoolFigures.Figures before = counted();
    caller.taken(2);

    assertThat(read()).isEqualTo(before);
  }

  @Test
  void accountAboveItsLimit_withOpenSlots_isAnOvergrant() throws SQLException {
    PoolFigures.Figures before = counted();
    caller.taken(2);
    update("UPDATE account SET max_jobs = 1 WHERE channel = '" + channel + "'");

    assertThat(counted().overgrants() - before.overgrants()).isOne();
  }

  /** Lowering the limit in the way of a caller is no over-grant: nothing is granted until then. */
  @Test
  void accountThatDrains_isNoOvergrant() throws SQLException {
    PoolFigures.Figures before = counted();
    caller.taken(3);
    caller.configured("sim-" + user, 1);

    assertThat(counted().overgrants()).isEqualTo(before.overgrants());
  }

  @Test
  void figures_arePublished() {
    Scrape scrape = Scrape.of(RunningBerth.management());

    assertThat(scrape.value("berth_accounts{status=\"active\"}")).isNotNegative();
    assertThat(scrape.value("berth_slots")).isNotNegative();
    assertThat(scrape.value("berth_slots_held")).isNotNegative();
    assertThat(scrape.value("berth_overgrants_total")).isNotNegative();
    assertThat(scrape.value("berth_discord_budget_left")).isBetween(0.0, 500.0);
  }

  @Test
  void figures_beforeTheyAreRead_haveNoValue() {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    PoolMetrics metrics = new PoolMetrics(figures, null, meters);

    assertThat(metrics).isNotNull();
    assertThat(meters.get("berth.slots").gauge().value()).isNaN();
  }

  private static void update(String sql) throws SQLException {
    try (Connection connection = RunningBerth.database().connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
