package berth.database;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.core.impl.ContextInternal;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.spi.PgDriver;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.spi.ConnectionFactory;
import java.time.Duration;
import java.util.List;

/**
 * The servers that a database may be on. One of them, the primary, may be written to; which one
 * changes when another is promoted. It is tried first where it was last found.
 */
final class Servers {

  private final List<ConnectionFactory> servers;
  private final Duration patience;
  private volatile int primary;

  /**
   * @param patience for each server, until it has accepted the connection and said what it is
   */
  Servers(Vertx vertx, List<PgConnectOptions> servers, Duration patience) {
    this.patience = patience;
    this.servers =
        servers.stream()
            .map(server -> PgDriver.INSTANCE.createConnectionFactory(vertx, server))
            .toList();
  }

  /**
   * Connects to the one that may be written to; where there is only one, to that. Fails when none
   * has answered in time.
   */
  Future<SqlConnection> connect(Context context) {
    return connect(context, primary, servers.size());
  }

  private Future<SqlConnection> connect(Context context, int server, int tries) {
    return open(context, server)
        .onSuccess(found -> primary = server)
        .recover(
            failure ->
                tries == 1
                    ? Future.failedFuture(failure)
                    : connect(context, (server + 1) % servers.size(), tries - 1));
  }

  /**
   * A server that stands still is not waited for, not even until it has closed the connection: the
   * client would do so for ever.
   *
   * <p>The promise belongs to the context of the connection. One that belongs to none calls a
   * listener that is added after it was kept on the thread that adds it, where the pool refuses the
   * connection, and waits for it for ever.
   */
  private Future<SqlConnection> open(Context context, int server) {
    Promise<SqlConnection> opened = ((ContextInternal) context).promise();
    Vertx vertx = context.owner();
    long timer =
        vertx.setTimer(
            patience.toMillis(), over -> context.runOnContext(inOrder -> opened.tryFail(silent())));
    servers
        .get(server)
        .connect(context)
        .compose(
            connection ->
                servers.size() == 1 ? Future.succeededFuture(connection) : writable(connection))
        .onComplete(
            result -> {
              vertx.cancelTimer(timer);
              if (result.failed()) {
                opened.tryFail(result.cause());
              } else if (!opened.tryComplete(result.result())) {
                result.result().close();
              }
            });
    return opened.future();
  }

  private static VertxException silent() {
    return new VertxException("The server does not answer", true);
  }

  private static Future<SqlConnection> writable(SqlConnection connection) {
    return connection
        .query("SHOW transaction_read_only")
        .execute()
        .map(rows -> rows.iterator().next().getString(0))
        .compose(
            readOnly ->
                readOnly.equals("off")
                    ? Future.succeededFuture(connection)
                    : Future.failedFuture(
                        new VertxException("The server may only be read from", true)))
        .onFailure(unusable -> connection.close());
  }
}
