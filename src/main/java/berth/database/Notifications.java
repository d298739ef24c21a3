package berth.database;

import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgNotification;
import jakarta.inject.Singleton;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A connection of its own, on which PostgreSQL's notifications come in. It has to be asked for
 * again and again: when it breaks it is made anew at the next time, and when nobody asks for a few
 * seconds it is closed.
 */
@Singleton
public class Notifications {

  private final Vertx vertx;
  private final ConnectionPool pool;

  private @Nullable PgConnection connection;
  private boolean connecting;

  Notifications(Vertx vertx, ConnectionPool pool) {
    this.vertx = vertx;
    this.pool = pool;
  }

  /**
   * Sees to it that the connection is there, if it can be. Who depends on notifications must be
   * able to do without: some get lost whenever it breaks.
   *
   * @param channel of PostgreSQL; a word of lower-case letters and underscores
   * @param heard is handed the payload of each notification
   */
  public synchronized void listen(String channel, Consumer<String> heard) {
    PgConnection current = connection;
    if (current != null) {
      // a connection that is silent is closed: so one that is dead is found out
      current.query("SELECT").execute().onFailure(failure -> current.close());
    } else if (!connecting) {
      connecting = true;
      // that of the event loop, for the connection outlives the request that asks for it
      pool.connectDirectly(VertxContext.getRootContext(vertx.getOrCreateContext()))
          .compose(
              fresh ->
                  fresh
                      .notificationHandler((PgNotification told) -> heard.accept(told.getPayload()))
                      .closeHandler(closed -> lost(fresh))
                      .query("LISTEN " + channel)
                      .execute()
                      .onFailure(failure -> fresh.close())
                      .onSuccess(listening -> connected(fresh)))
          .onComplete(done -> finished());
    }
  }

  private synchronized void connected(PgConnection fresh) {
    connection = fresh;
  }

  private synchronized void lost(PgConnection closed) {
    if (connection == closed) {
      connection = null;
    }
  }

  private synchronized void finished() {
    connecting = false;
  }
}
