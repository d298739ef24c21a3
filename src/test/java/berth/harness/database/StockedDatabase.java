package berth.harness.database;

import java.util.List;
import org.flywaydb.core.Flyway;

/**
 * Databases with the schema of the service and accounts that were inserted straight into the
 * tables. Configuring a hundred thousand one by one would take longer than the benchmark.
 */
public final class StockedDatabase {

  /** The id of the subscription that owns the accounts. */
  public static final long SUBSCRIPTION = 1;

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

  /** Nine of ten accounts run all jobs that they may. The free accounts are spread evenly. */
  private static final String HOLD =
      """
      UPDATE slot
         SET leased_until = now() + interval '1 day', granted_at = now(),
             fence = nextval('slot_fence')
       WHERE right(channel, 1) <> '0';
      """;

  private StockedDatabase() {}

  /** Inserts that many accounts with that many slots each, all free, into an empty database. */
  public static void stock(TestDatabase empty, int accounts, int slots) {
    migrate(empty);
    empty.execute(STOCK.formatted(accounts, slots));
  }

  /** Creates a database with that many accounts of that many slots each, all free. */
  public static TestDatabase free(int accounts, int slots) {
    TestDatabase database = migrated();
    database.execute(STOCK.formatted(accounts, slots));
    database.execute("VACUUM ANALYZE");
    return database;
  }

  /** The same in a database that was never analyzed, and never will be. */
  public static TestDatabase fresh(int accounts, int slots) {
    TestDatabase database = migrated();
    for (String table : List.of("subscription", "channel", "account", "slot")) {
      database.execute("ALTER TABLE " + table + " SET (autovacuum_enabled = off)");
    }
    database.execute(STOCK.formatted(accounts, slots));
    return database;
  }

  /** The same with the slots of one account in ten free, and all others held. */
  public static TestDatabase nearlyFull(int accounts, int slots) {
    TestDatabase database = migrated();
    database.execute(STOCK.formatted(accounts, slots));
    database.execute(HOLD);
    database.execute("VACUUM ANALYZE");
    return database;
  }

  private static TestDatabase migrated() {
    TestDatabase database = TestDatabase.create();
    migrate(database);
    return database;
  }

  private static void migrate(TestDatabase database) {
    Flyway.configure()
        .dataSource("jdbc:" + database.url(), database.user(), database.password())
        .locations("classpath:db/migration")
        .load()
        .migrate();
  }
}
