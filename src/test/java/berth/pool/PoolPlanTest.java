package berth.pool;

import static org.assertj.core.api.Assertions.assertThat;

import berth.harness.database.Plan;
import berth.harness.database.StockedDatabase;
import berth.harness.database.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The plan by which PostgreSQL counts a pool: each table by the key of the subscription. */
class PoolPlanTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 10, 5_000})
  void totals_areCountedByKeys_neverAnalyzedOrAnalyzed(int accounts) throws SQLException {
    TestDatabase database = TestDatabase.create();
    StockedDatabase.stock(database, accounts, 3);
    database.execute(
        "INSERT INTO subscription (id, name, quantity, max_jobs)"
            + " SELECT n, 'other', 1, 15 FROM generate_series(2, 2000) AS n");
    try (Connection connection = Plan.connect(database)) {
      assertThat(Plan.of(connection, PoolTotals.COUNT).flaws()).as("never analyzed").isEmpty();
      database.execute("VACUUM ANALYZE");
      assertThat(Plan.of(connection, PoolTotals.COUNT).flaws()).as("analyzed").isEmpty();
    }
  }
}
