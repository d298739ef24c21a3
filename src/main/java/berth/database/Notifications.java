package berth.database;

import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgNotification;
import jakarta.inject.Singleton;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A connection of its own for PostgreSQL's notifications. {@link #listen} must be called again and
 * again: the next call after a failure makes the connection anew, and after a few seconds without a
 * call the connection is closed.
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
   * Makes the connection, if it is missing and can be made. Callers must be able to do without
   * notifications, since some are lost whenever the connection breaks.
   *
   * @param channel a notification channel of PostgreSQL; lower-case letters and underscores
   * @param handler receives the payload of each notification
   */
  public synchronized void listen(String channel, Consumer<String> handler) {
    PgConnection current = connection;
    if (current != null) {
      // Silent connections are closed. The query keeps a live one open and lets a dead one fail.
      current.query("SELECT").execute().onFailure(failure -> current.close());
    } else if (!connecting) {
      connecting = true;
      // on the event loop's root context, since the connection outlives the request that needs it
      pool.connectDirectly(VertxContext.getRootContext(vertx.getOrCreateContext()))
          .compose(
              fresh ->
                  fresh
                      .notificationHandler(
                          (PgNotification received) -> handler.accept(received.getPayload()))
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
