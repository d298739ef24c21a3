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

/** Makes the pool of connections, with what the configuration has no setting for. */
@Singleton
class ConnectionPool implements PgPoolCreator {

  /** For a new connection, and for one of the pool: who waits longer has lost patience with us. */
  private static final Duration PATIENCE = Duration.ofMillis(1_500);

  /**
   * A connection that nobody uses for so long is given up. To make another takes milliseconds.
   *
   * <p>With it the {@link #LONGEST_SILENCE} is not reached while the server still works on a
   * statement, though it counts from the last answer and not from the statement: the connection was
   * not idle for longer than this and {@link #BETWEEN_CHECKS}, and no statement takes longer than
   * the 1.9 seconds of {@code statement_timeout}.
   */
  private static final Duration LONGEST_IDLE = Duration.ofMillis(1_500);

  private static final Duration BETWEEN_CHECKS = Duration.ofMillis(250);

  /**
   * A connection on which nothing comes in for so long is closed. It is how a statement ends whose
   * server is gone without a word.
   */
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(4);

  /**
   * Up to here statements are kept prepared. By default those above 2,048 characters are not, so
   * PostgreSQL would plan the grant anew each time, which takes longer than to run it.
   */
  private static final int MAX_PREPARED_LENGTH = 8_192;

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
    Servers servers = new Servers(input.vertx(), options, PATIENCE);
    direct =
        directUrl
            .map(url -> new Servers(input.vertx(), direct(url, options.get(0)), PATIENCE))
            .orElse(servers);
    PgPool pool =
        PgPool.pool(
            input.vertx(),
            options,
            input
                .poolOptions()
                .setConnectionTimeout((int) PATIENCE.toMillis())
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout((int) LONGEST_IDLE.toMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setPoolCleanerPeriod((int) BETWEEN_CHECKS.toMillis()));
    return pool.connectionProvider(servers::connect);
  }

  /** Connects to PostgreSQL itself, past a pooler, for what belongs to the whole session. */
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
    options.setPreparedStatementCacheSqlLimit(MAX_PREPARED_LENGTH);
    options.setConnectTimeout((int) PATIENCE.toMillis());
    options.setReadIdleTimeout((int) LONGEST_SILENCE.toMillis());
    options.setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
    options.setTcpKeepAlive(true);
  }
}
