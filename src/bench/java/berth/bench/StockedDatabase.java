package berth.bench;

import berth.harness.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;

/**
 * Databases with the schema of the service and accounts that were put straight into the tables:
 * configuring a hundred thousand one by one would take longer than the benchmark.
 */
final class StockedDatabase {

  /** Whose accounts they are. */
  static final long SUBSCRIPTION = 1;

  private static final String STOCK =
      """
      INSERT INTO subscription (id, name, quantity, max_jobs, rotation_size)
      VALUES (1, 'benchmark', 1000000, 15, %1$d);

      INSERT INTO channel (channel, subscription_id, token_key_id, token_digest)
      SELECT 100000000000000000 + n, 1, 'none', sha256(n::text::bytea)
        FROM generate_series(1, %1$d) AS n;

      INSERT INTO account (subscription_id, channel, discord_user_id, token_key_id,
                           token_ciphertext, max_jobs, status, place)
      SELECT 1, channel, channel, 'none', token_digest, %2$d, 'ACTIVE',
             row_number() OVER (ORDER BY channel) - 1
        FROM channel;

      INSERT INTO slot (subscription_id, channel, number, state)
      SELECT 1, channel, number, 'OPEN' FROM channel, generate_series(0, %2$d - 1) AS number;
      """;

  /** Nine of ten accounts run all that they may, those that are free are spread evenly. */
  private static final String HOLD =
      """
      UPDATE slot
         SET leased_until = now() + interval '1 day', granted_at = now(),
             fence = nextval('slot_fence')
       WHERE right(channel, 1) <> '0';
      """;

  private StockedDatabase() {}

  /** Makes one with so many accounts of so many slots each, all free. */
  static TestDatabase free(int accounts, int slots) throws SQLException {
    TestDatabase database = migrated();
    execute(database, STOCK.formatted(accounts, slots), "VACUUM ANALYZE");
    return database;
  }

  /** The same with the slots of one account in ten free, and all others held. */
  static TestDatabase nearlyFull(int accounts, int slots) throws SQLException {
    TestDatabase database = migrated();
    execute(database, STOCK.formatted(accounts, slots), HOLD, "VACUUM ANALYZE");
    return database;
  }

  private static TestDatabase migrated() {
    TestDatabase database = TestDatabase.create();
    Flyway.configure()
        .dataSource("jdbc:" + database.url(), database.user(), database.password())
        .locations("classpath:db/migration")
        .load()
        .migrate();
    return database;
  }

  private static void execute(TestDatabase database, String... scripts) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      for (String script : scripts) {
        statement.execute(script);
      }
    }
  }
}
