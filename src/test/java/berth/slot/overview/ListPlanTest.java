package berth.slot.overview;

import static org.assertj.core.api.Assertions.assertThat;

import berth.harness.database.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/**
 * The plan by which PostgreSQL reads a page among many accounts: along the primary keys, and no
 * further than the page.
 */
class ListPlanTest {

  private static final String STOCK =
      """
      INSERT INTO subscription (id, name, quantity, max_jobs) VALUES (1, 'many', 5000, 15);
      INSERT INTO channel (channel) SELECT 100000000000000000 + n FROM generate_series(1, 5000) AS n;
      INSERT INTO account (subscription_id, channel, discord_user_id, token_key_id,
                           token_ciphertext, max_jobs, status)
      SELECT 1, channel, channel, 'none', '', 15, 'ACTIVE' FROM channel;
      INSERT INTO slot (subscription_id, channel, number, state, leased_until, granted_at)
      SELECT 1, channel, number, 'OPEN', now() + interval '1 hour', now()
        FROM channel, generate_series(0, 4) AS number;
      """;

  /** The same settings as those of the connection pool. */
  private static final String SETTINGS =
      "SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off; SET jit = off;";

  @Test
  void page_isReadAlongItsKeys_analyzedOrNot() throws SQLException {
    TestDatabase database = TestDatabase.create();
    Flyway.configure()
        .dataSource("jdbc:" + database.url(), database.user(), database.password())
        .locations("classpath:db/migration")
        .load()
        .migrate();
    database.execute(STOCK);

    assertReadsNoMoreThanThePage(database);
    database.execute("ANALYZE");
    assertReadsNoMoreThanThePage(database);
  }

  private static void assertReadsNoMoreThanThePage(TestDatabase database) throws SQLException {
    String accounts =
        plan(
            database,
            SlotOverview.ACCOUNTS_AFTER,
            "bigint, text, bigint",
            "1, '100000000000002000', 101");
    assertThat(accounts)
        .contains("account_pkey")
        .contains("(channel > $2)")
        .doesNotContain("Seq Scan")
        .doesNotContain("Sort");
    String executing =
        plan(
            database,
            SlotOverview.EXECUTING_AFTER,
            "bigint, text, smallint, text, bigint",
            "1, '100000000000002000', 14, '100000000000002100', 50");
    assertThat(executing)
        .contains("slot_pkey")
        .contains("ROW(subscription_id, channel, number) > ROW($1, $2, $3)")
        .contains("ROW(subscription_id, channel) <= ROW($1, $4)")
        .doesNotContain("Seq Scan")
        .doesNotContain("Sort");
  }

  private static String plan(TestDatabase database, String sql, String types, String values)
      throws SQLException {
    List<String> lines = new ArrayList<>();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(SETTINGS);
      statement.execute("PREPARE page (" + types + ") AS " + sql);
      try (ResultSet plan =
          statement.executeQuery(
              "EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) EXECUTE page (" + values + ")")) {
        while (plan.next()) {
          lines.add(plan.getString(1));
        }
      }
    }
    return String.join("\n", lines);
  }
}
