package berth.database;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.spi.PgDriver;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.spi.ConnectionFactory;
import java.util.List;

/**
 * The servers that a database may be on. One of them, the primary, may be written to; which one
 * changes when another is promoted. It is tried first where it was last found.
 */
final class Servers {

  private final List<ConnectionFactory> servers;
  private volatile int primary;

  Servers(Vertx vertx, List<PgConnectOptions> servers) {
    this.servers =
        servers.stream()
            .map(server -> PgDriver.INSTANCE.createConnectionFactory(vertx, server))
            .toList();
  }

  /** Connects to the one that may be written to; where there is only one, to that. */
  Future<SqlConnection> connect(Context context) {
    return servers.size() == 1
        ? servers.get(0).connect(context)
        : connect(context, primary, servers.size());
  }

  private Future<SqlConnection> connect(Context context, int server, int tries) {
    Future<SqlConnection> writable =
        servers.get(server).connect(context).compose(Servers::writable);
    return writable
        .onSuccess(found -> primary = server)
        .recover(
            failure ->
                tries == 1
                    ? Future.failedFuture(failure)
                    : connect(context, (server + 1) % servers.size(), tries - 1));
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
