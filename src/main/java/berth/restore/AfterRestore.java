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
 * Makes a database safe that was restored from a backup, before anything else uses it.
 *
 * <p>Such a database has forgotten the leases that were granted and renewed after the backup. All
 * of them have ended when the longest lease is over that could begin before the other database was
 * gone, so until then every slot is held, by nobody. When that was is told by another clock than
 * those of the two databases, so it is held for a minute more. And it would grant the same fences
 * again: so that no lease from before is taken for another, they go on far above all that there can
 * have been, and no slot keeps its own.
 *
 * <p>Flyway runs it in a transaction after all migrations, whenever a pod starts. It is done once,
 * and pods that start meanwhile wait.
 */
public final class AfterRestore implements Callback {

  /** By so much clocks may differ. */
  public static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

  /** Nobody else may use the database yet, so there is nobody to be held up, as by migrations. */
  private static final String BE_PATIENT = "SET LOCAL lock_timeout = '60s'";

  /** Who inserts the same row at the same time waits for the first, and then inserts none. */
  private static final String REMEMBER =
      "INSERT INTO restore (restored_at, held_until) VALUES (?, ?) ON CONFLICT DO NOTHING";

  private static final String NEWEST_GRANT = "SELECT max(granted_at) FROM slot";

  /**
   * A fence is never above the microseconds that have passed since 1970 when it is granted, for
   * nobody grants a million slots a second: so those are above all fences from before, in whatever
   * database, and however often one was restored. They are below 2^53 until the year 2255.
   */
  private static final String RAISE_FENCE =
      """
      SELECT setval('slot_fence',
                    greatest(last_value, floor(extract(epoch FROM ?::timestamptz) * 1000000)::bigint))
        FROM slot_fence
      """;

  /** Those out of play as well: they may have been in play later, and be again. */
  private static final String HOLD =
      """
      UPDATE slot
         SET leased_until = greatest(leased_until, ?), fence = nextval('slot_fence'),
             granted_at = NULL, ref = NULL
      """;

  /** As if all requests that Discord counts had been made just before. */
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
      throw new FlywayException("What has to be done after a restore can't be", failure);
    }
  }

  private static void apply(Connection connection, Instant restoredAt) throws SQLException {
    OffsetDateTime restored = restoredAt.atOffset(ZoneOffset.UTC);
    OffsetDateTime heldUntil = restored.plusSeconds(SlotRequest.LONGEST).plus(CLOCK_SKEW);
    update(connection, BE_PATIENT);
    if (update(connection, REMEMBER, restored, heldUntil) == 0) {
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
