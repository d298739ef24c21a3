package berth.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import berth.dev.discord.SimulatedDiscord;
import berth.harness.database.TestDatabase;
import berth.harness.pod.Pod;
import berth.harness.pod.Pods;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/**
 * A migration that needs a table for itself while another session reads the table for long, as a
 * backup does.
 */
class MigrationLockIT {

  /** V7 alters the table {@code account}. */
  private static final String VERSION_BEFORE = "6";

  @Test
  void migration_behindALongReader_givesUpBeforeOthersDo_andIsMadeWhenItHasEnded()
      throws IOException, SQLException {
    TestDatabase database = TestDatabase.create();
    Flyway.configure()
        .dataSource("jdbc:" + database.url(), database.user(), database.password())
        .locations("filesystem:" + Migrations.FOLDER)
        .target(VERSION_BEFORE)
        .load()
        .migrate();
    try (SimulatedDiscord discord = SimulatedDiscord.start()) {
      Map<String, String> settings = Pods.settings(database, discord);

      try (Connection backup = database.connect();
          Statement reads = backup.createStatement()) {
        backup.setAutoCommit(false);
        reads.execute("SELECT FROM account");
        try (Pod pod = Pod.start(settings)) {
          useAccountsUntilItEnds(database, pod);
          assertThat(pod.exitStatus()).isEqualTo(1);
          assertThat(pod.log())
              .anyMatch(line -> line.startsWith("Berth can't start: a migration needs a table"));
        }
      }

      try (Pod pod = Pod.start(settings)) {
        assertThat(Pods.admin(pod).get("/admin/subscriptions").status()).isEqualTo(200);
      }
    }
  }

  /** Waits for locks as long as pods of the version before do. */
  private static void useAccountsUntilItEnds(TestDatabase database, Pod pod) throws SQLException {
    try (Connection older = database.connect();
        Statement uses = older.createStatement()) {
      uses.execute("SET lock_timeout = '1500ms'");
      while (pod.isAlive()) {
        uses.execute("UPDATE account SET max_jobs = max_jobs");
        assertThat(pod.hasListened()).isFalse();
      }
    }
  }
}
