package berth.slot.lease;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/** Waits for statements that are blocked by a lock of the test. */
final class Blocked {

  private Blocked() {}

  /** Waits until a statement waits for a lock. Only the test may use the observer's database. */
  static void untilAStatementWaits(Connection observer) throws SQLException {
    try (PreparedStatement blocked =
        observer.prepareStatement(
            """
            SELECT EXISTS (SELECT FROM pg_stat_activity
                            WHERE datname = current_database() AND wait_event_type = 'Lock')
            """)) {
      await()
          .pollInterval(Duration.ofMillis(10))
          .until(
              () -> {
                try (ResultSet waits = blocked.executeQuery()) {
                  return waits.next() && waits.getBoolean(1);
                }
              });
    }
  }
}
