package berth.database;

import berth.time.Timeouts;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** The database, for code that writes its own SQL. */
@ApplicationScoped
public class Database {

  /**
   * The maximum length of statements that are kept prepared, in characters. By default it is 2,048,
   * so PostgreSQL would plan the granting statement anew each time. That takes longer than running
   * it.
   */
  public static final int MAX_PREPARED_LENGTH = 16_384;

  private static final int MAX_RETRIES_AT_START = 2;
  private static final Duration START_TIMEOUT = Duration.ofSeconds(10);

  private final Pool pool;

  public Database(Pool pool) {
    this.pool = pool;
  }

  /**
   * Runs one statement in autocommit mode.
   *
   * @return its rows; fails after two seconds without a response, and then the statement may or may
   *     not have been committed
   */
  public Uni<RowSet<Row>> run(String sql, Tuple parameters) {
    // A statement of the pool itself would log an error whenever it gets no connection.
    return withTimeout(
        pool.withConnection(connection -> connection.preparedQuery(sql).execute(parameters)));
  }

  /** The same for a statement without parameters. */
  public Uni<RowSet<Row>> run(String sql) {
    return run(sql, Tuple.tuple());
  }

  /** The work with a timeout, so that its caller gets a result or a failure within two seconds. */
  public static <T> Uni<T> withTimeout(Uni<T> work) {
    return work.ifNoItem().after(Timeouts.RESULT).fail();
  }

  /**
   * Waits for work that a start depends on. It is tried up to three times when the database can't
   * be reached: on a busy machine the first connection may take longer than the timeout for
   * requests.
   *
   * @throws RuntimeException when each try failed, or after ten seconds
   */
  public static <T> T awaitAtStart(Uni<T> work) {
    return work.onFailure(DatabaseFailure::isUnavailable)
        .retry()
        .atMost(MAX_RETRIES_AT_START)
        .await()
        .atMost(START_TIMEOUT);
  }
}
