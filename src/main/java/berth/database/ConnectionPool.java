package berth.database;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgPool;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Creates the connection pool, with options for which the configuration has no settings. */
@Singleton
class ConnectionPool implements PgPoolCreator {

  /**
   * Timeout of making a connection, and of getting one from the pool. It leaves time to respond
   * with an error before callers have waited for two seconds.
   */
  private static final Duration TIMEOUT = Duration.ofMillis(1_500);

  /**
   * A connection that is idle for so long is closed. Making another one takes milliseconds.
   *
   * <p>So {@link #MAX_SILENCE} is never reached while the server still runs a statement, although
   * it counts from the server's last message and not from the statement: the connection was idle
   * for at most this time and {@link #BETWEEN_CHECKS}, and no statement takes longer than the 1.9
   * seconds of {@code statement_timeout}.
   */
  private static final Duration MAX_IDLE = Duration.ofMillis(1_500);

  private static final Duration BETWEEN_CHECKS = Duration.ofMillis(250);

  /**
   * A connection on which nothing is received for so long is closed. This ends a statement whose
   * server disappeared without closing the connection.
   */
  private static final Duration MAX_SILENCE = Duration.ofSeconds(4);

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
    Servers servers = new Servers(input.vertx(), options, TIMEOUT);
    direct =
        directUrl
            .map(url -> new Servers(input.vertx(), direct(url, options.get(0)), TIMEOUT))
            .orElse(servers);
    PgPool pool =
        PgPool.pool(
            input.vertx(),
            options,
            input
                .poolOptions()
                .setConnectionTimeout((int) TIMEOUT.toMillis())
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout((int) MAX_IDLE.toMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setPoolCleanerPeriod((int) BETWEEN_CHECKS.toMillis()));
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
    options.setConnectTimeout((int) TIMEOUT.toMillis());
    options.setReadIdleTimeout((int) MAX_SILENCE.toMillis());
    options.setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
    options.setTcpKeepAlive(true);
  }
}
