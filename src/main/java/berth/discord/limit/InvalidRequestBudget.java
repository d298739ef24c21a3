package berth.discord.limit;

import berth.database.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Keeps all pods together from making more invalid requests than Discord bans for, each
 * subscription from making more than its part of them, and all from making any while Discord has
 * asked for a pause.
 */
@ApplicationScoped
public class InvalidRequestBudget {

  /** Discord counts for ten minutes, from its answer: which comes a little later. */
  public static final Duration COUNTED = Duration.ofMinutes(10).plusSeconds(15);

  private static final String GIVE_BACK =
      """
      WITH own AS (
        UPDATE discord_subscription_permit
           SET spent_until = '-infinity'
         WHERE subscription_id = $3 AND number = $4 AND holder = $2
      )
      UPDATE discord_permit SET spent_until = '-infinity' WHERE number = $1 AND holder = $2
      """;

  /** Nobody can give back what nobody holds. */
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

  private final Database database;
  private final PermitStatements takePermit;

  InvalidRequestBudget(
      Database database, @ConfigProperty(name = "berth.discord.invalid-requests") int ceiling) {
    this.database = database;
    this.takePermit = new PermitStatements(database, ceiling);
  }

  /** Takes a permit for one request. */
  public Uni<Permit> take(Requester requester) {
    return takePermit.take(requester);
  }

  /** Gives it back after an answer that does not count. Should that fail, it stays spent. */
  public Uni<Void> release(Permit.Granted permit) {
    return end(GIVE_BACK, permit);
  }

  /** Says that the answer counts. Should that fail, it is spent all the same. */
  public Uni<Void> spend(Permit.Granted permit) {
    return end(SPEND, permit);
  }

  private Uni<Void> end(String how, Permit.Granted permit) {
    Permit.Own own = permit.own();
    return database
        .run(
            how,
            Tuple.of(
                permit.number(),
                permit.holder(),
                own == null ? null : own.subscriptionId(),
                own == null ? null : own.number()))
        .replaceWithVoid()
        .onFailure()
        .recoverWithNull();
  }

  /** Lets nobody ask anything for so long. */
  public Uni<Void> pause(Permit.Reason reason, Duration pause) {
    return database
        .run(PAUSE, Tuple.of(reason.name(), pause.toMillis() / 1000.0))
        .replaceWithVoid();
  }
}
