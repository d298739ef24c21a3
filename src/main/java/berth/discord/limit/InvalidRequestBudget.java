package berth.discord.limit;

import berth.database.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Keeps the invalid requests of all pods together below the number for which Discord bans an
 * address, and those of each subscription below its share. Stops all requests while Discord has
 * asked for a pause.
 */
@ApplicationScoped
public class InvalidRequestBudget {

  /**
   * How long a spent permit can't be taken again. Discord counts a request for ten minutes from its
   * response, which comes a little after the permit was taken.
   */
  public static final Duration COUNTED = Duration.ofMinutes(10).plusSeconds(15);

  private static final String RELEASE =
      """
      WITH own AS (
        UPDATE discord_subscription_permit
           SET spent_until = '-infinity'
         WHERE subscription_id = $3 AND number = $4 AND holder = $2
      )
      UPDATE discord_permit SET spent_until = '-infinity' WHERE number = $1 AND holder = $2
      """;

  /** A permit without a holder can't be released. */
  private static final String SPEND =
      """
      WITH own AS (
        UPDATE discord_subscription_permit
           SET holder = NULL
         WHERE subscription_id = $3 AND number = $4 AND holder = $2
      )
      UPDATE discord_permit SET holder = NULL WHERE number = $1 AND holder = $2
      """;

  private static final String PAUSE =
      """
      INSERT INTO discord_pause (reason, paused_until)
      VALUES ($1, now() + make_interval(secs => $2))
          ON CONFLICT (reason) DO UPDATE
         SET paused_until = greatest(discord_pause.paused_until, excluded.paused_until)
      """;

  private static final String LEFT =
      "SELECT count(*) FROM discord_permit WHERE number <= $1 AND spent_until <= now()";

  private final Database database;
  private final int ceiling;
  private final PermitStatements takePermit;

  InvalidRequestBudget(
      Database database, @ConfigProperty(name = "berth.discord.invalid-requests") int ceiling) {
    this.database = database;
    this.ceiling = ceiling;
    this.takePermit = new PermitStatements(database, ceiling);
  }

  /** Takes a permit for one request. */
  public Uni<Permit> take(Requester requester) {
    return takePermit.take(requester);
  }

  /**
   * Releases a permit after a response that does not count. If the statement fails, the permit
   * stays spent.
   */
  public Uni<Void> release(Permit.Granted permit) {
    return update(RELEASE, permit);
  }

  /** Records that the response counts. If the statement fails, the permit is spent all the same. */
  public Uni<Void> spend(Permit.Granted permit) {
    return update(SPEND, permit);
  }

  private Uni<Void> update(String sql, Permit.Granted permit) {
    Permit.OfSubscription own = permit.ofSubscription();
    return database
        .run(
            sql,
            Tuple.of(
                permit.number(),
                permit.holder(),
                own == null ? null : own.subscriptionId(),
                own == null ? null : own.number()))
        .replaceWithVoid()
        .onFailure()
        .recoverWithNull();
  }

  /** How many invalid requests all pods together may still send. */
  public Uni<Long> left() {
    return database.run(LEFT, Tuple.of(ceiling)).map(rows -> rows.iterator().next().getLong(0));
  }

  /** Stops the requests of all pods to Discord for the pause. */
  public Uni<Void> pause(Permit.Reason reason, Duration pause) {
    return database
        .run(PAUSE, Tuple.of(reason.name(), pause.toMillis() / 1000.0))
        .replaceWithVoid();
  }
}
