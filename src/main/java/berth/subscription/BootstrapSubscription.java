package berth.subscription;

import berth.database.Database;
import berth.event.Actor;
import berth.event.EventLog;
import berth.event.EventType;
import berth.event.PoolEvent;
import berth.subscription.token.ApiToken;
import berth.subscription.token.ApiTokens;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Creates the subscription {@code default} at start, so that a small installation needs no
 * administration. Its id is 0, which no other subscription has, so pods that start at the same time
 * create only one.
 */
@ApplicationScoped
class BootstrapSubscription {

  private static final Logger LOG = Logger.getLogger(BootstrapSubscription.class);

  private static final long ID = 0;

  private final Pool pool;
  private final ApiTokens tokens;
  private final EventLog events;
  private final Optional<ApiToken> token;

  BootstrapSubscription(
      Pool pool,
      ApiTokens tokens,
      EventLog events,
      @ConfigProperty(name = "berth.bootstrap-token") Optional<String> token) {
    this.pool = pool;
    this.tokens = tokens;
    this.events = events;
    this.token = token.filter(text -> !text.isBlank()).map(ApiToken::new);
  }

  void createIfAbsent(@Observes StartupEvent start) {
    token.ifPresent(
        present -> {
          boolean works =
              Database.awaitAtStart(
                  pool.withTransaction(connection -> create(connection, present)));
          if (!works) {
            LOG.warn(
                "The subscription default exists and BERTH_BOOTSTRAP_TOKEN is not its API token");
          }
        });
  }

  /** Creates it unless it exists, and returns whether the token belongs to a subscription then. */
  private Uni<Boolean> create(SqlConnection connection, ApiToken token) {
    return connection
        .query(
            """
            INSERT INTO subscription (id, name, quantity, max_jobs)
            VALUES (0, 'default', 100, 15) ON CONFLICT (id) DO NOTHING
            """)
        .execute()
        .flatMap(
            inserted ->
                inserted.rowCount() == 1
                    ? tokens
                        .addChosen(connection, ID, token)
                        .chain(
                            () ->
                                events.write(
                                    connection,
                                    ID,
                                    PoolEvent.of(EventType.SUBSCRIPTION_CREATED, Actor.BERTH)
                                        .changed("name", "default")))
                        .replaceWith(true)
                    : connection
                        .preparedQuery("SELECT FROM api_token WHERE digest = $1")
                        .execute(Tuple.of(Buffer.buffer(token.digest())))
                        .map(found -> found.rowCount() == 1));
  }
}
