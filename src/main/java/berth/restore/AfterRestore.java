package berth.restore;

import berth.discord.limit.InvalidRequestBudget;
import berth.slot.lease.SlotRequest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/**
 * Makes a database safe that was restored from a backup, before any request uses it.
 *
 * <p>Such a database has lost the leases that were granted and renewed after the backup. The last
 * of them may have begun just before the lost database was gone, so all of them have ended after
 * the longest lease from then on. Until then every slot is held, without a holder. That time comes
 * from another clock than those of the two databases, so the slots are held for a minute more.
 *
 * <p>The restored database would also grant the same fences again, and take a lost lease for
 * another one. So fences go on far above all that there can have been, and each slot gets a new
 * one.
 *
 * <p>Flyway runs this in a transaction after all migrations, whenever a pod starts. It is done
 * once, and pods that start meanwhile wait.
 */
public final class AfterRestore implements Callback {

  /** The difference between clocks that is allowed for. */
  public static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

  /** No request uses the database yet, so none can queue behind a long wait for a lock. */
  private static final String RAISE_LOCK_TIMEOUT = "SET LOCAL lock_timeout = '60s'";

  /** A pod that inserts the same row at the same time waits for the first, then inserts none. */
  private static final String RECORD_RESTORE =
      "INSERT INTO restore (restored_at, held_until) VALUES (?, ?) ON CONFLICT DO NOTHING";

  private static final String NEWEST_GRANT = "SELECT max(granted_at) FROM slot";

  /**
   * Raises the sequence to the microseconds from 1970 to the time until which slots are held. A
   * fence is never above the microseconds since 1970 when it is granted, for no database grants a
   * million slots a second. So the new value is above all earlier fences, in each database and
   * however often one was restored. It is below 2^53 until the year 2255.
   */
  private static final String RAISE_FENCE =
      """
      SELECT setval('slot_fence',
                    greatest(last_value, floor(extract(epoch FROM ?::timestamptz) * 1000000)::bigint))
        FROM slot_fence
      """;

  /** Holds closed slots as well: they may have been open after the backup, and may open again. */
  private static final String HOLD =
      """
      UPDATE slot
         SET leased_until = greatest(leased_until, ?), fence = nextval('slot_fence'),
             granted_at = NULL, ref = NULL
      """;

  /** Spends all permits, as if their requests had been made just before the restore. */
  private static final String SPEND_PERMITS =
      """
      UPDATE discord_permit
         SET spent_until = greatest(spent_until, ?),
             holder = NULL
      """;

  /** For Flyway. */
  public AfterRestore() {}

  @Override
  public boolean supports(Event event, Context context) {
    return event == Event.AFTER_MIGRATE;
  }

  @Override
  public boolean canHandleInTransaction(Event event, Context context) {
    return true;
  }

  @Override
  public String getCallbackName() {
    return "AfterRestore";
  }

  @Override
  public void handle(Event event, Context context) {
    Optional<Instant> restoredAt =
        ConfigProvider.getConfig()
            .getOptionalValue("berth.restored-at", String.class)
            .map(String::strip)
            .filter(text -> !text.isEmpty())
            .map(Instant::parse);
    try {
      if (restoredAt.isPresent()) {
        apply(context.getConnection(), restoredAt.get());
      }
    } catch (SQLException failure) {
      throw new FlywayException("The database could not be made safe after its restore", failure);
    }
  }

  private static void apply(Connection connection, Instant restoredAt) throws SQLException {
    OffsetDateTime restored = restoredAt.atOffset(ZoneOffset.UTC);
    OffsetDateTime heldUntil = restored.plusSeconds(SlotRequest.LONGEST).plus(CLOCK_SKEW);
    update(connection, RAISE_LOCK_TIMEOUT);
    if (update(connection, RECORD_RESTORE, restored, heldUntil) == 0) {
      return;
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute("LOCK TABLE slot IN SHARE ROW EXCLUSIVE MODE");
      try (ResultSet newest = statement.executeQuery(NEWEST_GRANT)) {
        newest.next();
        OffsetDateTime grant = newest.getObject(1, OffsetDateTime.class);
        if (grant != null && grant.isAfter(restored)) {
          throw new ImpossibleRestoreException(restoredAt, grant.toInstant());
        }
      }
    }
    try (PreparedStatement raise = connection.prepareStatement(RAISE_FENCE)) {
      raise.setObject(1, heldUntil);
      raise.execute();
    }
    update(connection, HOLD, heldUntil);
    update(connection, SPEND_PERMITS, restored.plus(InvalidRequestBudget.COUNTED).plus(CLOCK_SKEW));
  }

  private static int update(Connection connection, String sql, OffsetDateTime... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      return statement.executeUpdate();
    }
  }
}
