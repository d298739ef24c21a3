package berth.database;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgPool;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

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

  private volatile List<PgConnectOptions> servers = List.of();

  @Override
  @SuppressWarnings("deprecation") // what Quarkus casts the pool to
  public PgPool create(Input input) {
    input.pgConnectOptionsList().forEach(ConnectionPool::adapt);
    servers = List.copyOf(input.pgConnectOptionsList());
    return PgPool.pool(
        input.vertx(),
        input.pgConnectOptionsList(),
        input
            .poolOptions()
            .setConnectionTimeout((int) PATIENCE.toMillis())
            .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS)
            .setIdleTimeout((int) LONGEST_IDLE.toMillis())
            .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
            .setPoolCleanerPeriod((int) BETWEEN_CHECKS.toMillis()));
  }

  /** How the pool connects, for a connection outside of it. */
  PgConnectOptions options() {
    return servers.get(0);
  }

  private static void adapt(PgConnectOptions options) {
    options.setPreparedStatementCacheSqlLimit(MAX_PREPARED_LENGTH);
    options.setConnectTimeout((int) PATIENCE.toMillis());
    options.setReadIdleTimeout((int) LONGEST_SILENCE.toMillis());
    options.setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
    options.setTcpKeepAlive(true);
  }
}
