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
 * The servers of a database. One of them, the primary, accepts writes. Another one does after it
 * was promoted. The last known primary is tried first.
 */
final class Servers {

  private final List<ConnectionFactory> servers;
  private final Duration timeout;
  private volatile int primary;

  /**
   * @param timeout for each server, to accept the connection and to say whether it is the primary
   */
  Servers(Vertx vertx, List<PgConnectOptions> servers, Duration timeout) {
    this.timeout = timeout;
    this.servers =
        servers.stream()
            .map(server -> PgDriver.INSTANCE.createConnectionFactory(vertx, server))
            .toList();
  }

  /**
   * Connects to the primary, or to the only server if there is only one. Fails when none has
   * responded in time.
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
   * Connects to one server. A server that hangs is not waited for, not even until it has closed the
   * connection, for which the client would wait for ever.
   *
   * <p>The promise belongs to the context of the connection. A promise without a context calls a
   * listener that is added after its completion on the thread that adds it. There the pool refuses
   * the connection, and waits for it for ever.
   */
  private Future<SqlConnection> open(Context context, int server) {
    Promise<SqlConnection> opened = ((ContextInternal) context).promise();
    Vertx vertx = context.owner();
    long timer =
        vertx.setTimer(
            timeout.toMillis(), over -> context.runOnContext(inOrder -> opened.tryFail(noReply())));
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

  private static VertxException noReply() {
    return new VertxException("The server does not respond", true);
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
                    : Future.failedFuture(new VertxException("The server is read-only", true)))
        .onFailure(unusable -> connection.close());
  }
}
