package berth.discord;

import berth.database.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Keeps all pods together from making more invalid requests than Discord bans for, and from making
 * any while it has asked for a pause.
 */
@ApplicationScoped
public class InvalidRequestBudget {

  /** Discord counts for ten minutes, from its answer: which comes a little later. */
  public static final Duration COUNTED = Duration.ofMinutes(10).plusSeconds(15);

  private static final String TAKE =
      """
      WITH pause AS MATERIALIZED (
        SELECT reason, extract(epoch FROM paused_until - now())::float8 AS seconds
          FROM discord_pause
         WHERE paused_until > now()
         ORDER BY paused_until DESC
         LIMIT 1
      ), unspent AS MATERIALIZED (
        SELECT number
          FROM discord_permit
         WHERE number <= $1 AND spent_until <= now() AND NOT EXISTS (SELECT FROM pause)
         ORDER BY number
         LIMIT 1
           FOR NO KEY UPDATE SKIP LOCKED
      ), taken AS (
        UPDATE discord_permit
           SET spent_until = clock_timestamp() + make_interval(secs => $2), holder = $3
          FROM unspent
         WHERE discord_permit.number = unspent.number
        RETURNING discord_permit.number
      )
      SELECT (SELECT number FROM taken) AS number, (SELECT reason FROM pause) AS reason,
             coalesce((SELECT seconds FROM pause),
                      (SELECT extract(epoch FROM min(spent_until) - now())::float8
                         FROM discord_permit
                        WHERE number <= $1 AND spent_until > now()),
                      1) AS seconds
      """;

  private static final String GIVE_BACK =
      "UPDATE discord_permit SET spent_until = '-infinity' WHERE number = $1 AND holder = $2";

  private static final String PAUSE =
      """
      INSERT INTO discord_pause (reason, paused_until)
      VALUES ($1, now() + make_interval(secs => $2))
          ON CONFLICT (reason) DO UPDATE
         SET paused_until = greatest(discord_pause.paused_until, excluded.paused_until)
      """;

  private final Database database;
  private final int ceiling;

  InvalidRequestBudget(
      Database database, @ConfigProperty(name = "berth.discord.invalid-requests") int ceiling) {
    this.database = database;
    this.ceiling = ceiling;
  }

  /** Takes a permit for one request. */
  Uni<Permit> take(Share share) {
    UUID holder = UUID.randomUUID();
    return database
        .run(TAKE, Tuple.of(share.of(ceiling), (double) COUNTED.toSeconds(), holder))
        .map(rows -> permit(rows.iterator().next(), holder));
  }

  /** Gives it back after an answer that does not count. Should that fail, it stays spent. */
  Uni<Void> giveBack(Permit.Granted permit) {
    return database
        .run(GIVE_BACK, Tuple.of(permit.number(), permit.holder()))
        .replaceWithVoid()
        .onFailure()
        .recoverWithNull();
  }

  /** Lets nobody ask anything for so long. */
  Uni<Void> pause(Permit.Reason reason, Duration pause) {
    return database
        .run(PAUSE, Tuple.of(reason.name(), pause.toMillis() / 1000.0))
        .replaceWithVoid();
  }

  private static Permit permit(Row row, UUID holder) {
    Integer number = row.getInteger("number");
    if (number != null) {
      return new Permit.Granted(number, holder);
    }
    String reason = row.getString("reason");
    return new Permit.Denied(
        reason == null ? Permit.Reason.SPENT : Permit.Reason.valueOf(reason),
        Seconds.duration(row.getDouble("seconds"), Duration.ZERO));
  }
}
