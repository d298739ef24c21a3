package berth.event;

import berth.harness.database.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ThreadLocalRandom;

/** Transactions that write an event as pods do, and take their time before they commit. */
public final class SlowEvents {

  private static final int MAX_DELAY_MILLIS = 20;

  private SlowEvents() {}

  /** Writes one event; one transaction in four is rolled back instead of being committed. */
  public static void write(TestDatabase database, long subscriptionId) {
    String sql =
        EventLog.WRITE
            .replace("?1", Long.toString(subscriptionId))
            .replace("?2", "'account.updated'")
            .replace("?3", "''")
            .replace("?4", "'{\"actor\": {\"kind\": \"berth\"}}'");
    ThreadLocalRandom random = ThreadLocalRandom.current();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.executeUpdate(sql);
      statement.execute("SELECT pg_sleep(%f)".formatted(random.nextInt(MAX_DELAY_MILLIS) / 1000.0));
      if (random.nextInt(4) == 0) {
        connection.rollback();
      } else {
        connection.commit();
      }
    } catch (SQLException failure) {
      throw new AssertionError(failure);
    }
  }
}
