package berth.database;

import berth.time.Timeouts;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgPool;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Creates the connection pool, with options for which the configuration has no settings. */
@Singleton
class ConnectionPool implements PgPoolCreator {

  private final Optional<String> directUrl;
  private volatile @Nullable Servers direct;

  ConnectionPool(@ConfigProperty(name = "berth.database.direct-url") Optional<String> directUrl) {
    this.directUrl = directUrl.filter(url -> !url.isBlank());
  }

  @Override
  @SuppressWarnings("deprecation") // what Quarkus casts the pool to
  public PgPool create(Input input) {
    List<PgConnectOptions> options = input.pgConnectOptionsList();
    options.forEach(ConnectionPool::adapt);
    Servers servers = new Servers(input.vertx(), options, Timeouts.CONNECT);
    direct =
        directUrl
            .map(url -> new Servers(input.vertx(), direct(url, options.get(0)), Timeouts.CONNECT))
            .orElse(servers);
    PgPool pool =
        PgPool.pool(
            input.vertx(),
            options,
            input
                .poolOptions()
                .setConnectionTimeout((int) Timeouts.CONNECTION.toMillis())
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout((int) Timeouts.CONNECTION_IDLE.toMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setPoolCleanerPeriod((int) Timeouts.IDLE_CHECK.toMillis()));
    return pool.connectionProvider(servers::connect);
  }

  /**
   * Connects to PostgreSQL directly, past a connection pooler, for features that need a session.
   */
  Future<PgConnection> connectDirectly(Context context) {
    Servers known = direct;
    return known == null
        ? Future.failedFuture("There is no pool yet")
        : known.connect(context).map(PgConnection::cast);
  }

  private static List<PgConnectOptions> direct(String url, PgConnectOptions like) {
    return DatabaseUrl.servers(url).stream()
        .map(PgConnectOptions::fromUri)
        .map(
            server ->
                new PgConnectOptions(like)
                    .setHost(server.getHost())
                    .setPort(server.getPort())
                    .setDatabase(server.getDatabase())
                    .setSslMode(server.getSslMode()))
        .toList();
  }

  private static void adapt(PgConnectOptions options) {
    options.setPreparedStatementCacheSqlLimit(Database.MAX_PREPARED_LENGTH);
    options.setConnectTimeout((int) Timeouts.CONNECT.toMillis());
    options.setReadIdleTimeout((int) Timeouts.SILENCE.toMillis());
    options.setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
    options.setTcpKeepAlive(true);
  }
}
