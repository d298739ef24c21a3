package berth.database;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** The database, as those use it who write their own SQL. */
@ApplicationScoped
public class Database {

  /** PostgreSQL gives up on a statement a little earlier, and says so. */
  private static final Duration PATIENCE = Duration.ofMillis(1_950);

  private static final int MOST_RETRIES_AT_START = 2;
  private static final Duration START_TIMEOUT = Duration.ofSeconds(10);

  private final Pool pool;

  public Database(Pool pool) {
    this.pool = pool;
  }

  /**
   * Runs one statement, which commits by itself.
   *
   * @return its rows; fails in two seconds when there is no answer, and then it may have been
   *     committed or not
   */
  public Uni<RowSet<Row>> run(String sql, Tuple parameters) {
    // not by the pool itself, which logs an error whenever a connection can't be had
    return orGiveUp(
        pool.withConnection(connection -> connection.preparedQuery(sql).execute(parameters)));
  }

  /** The same for a statement without parameters. */
  public Uni<RowSet<Row>> run(String sql) {
    return run(sql, Tuple.tuple());
  }

  /** Whatever is done, who has asked for it gets an answer in two seconds. */
  public static <T> Uni<T> orGiveUp(Uni<T> work) {
    return work.ifNoItem().after(PATIENCE).fail();
  }

  /**
   * Waits for what a start can't do without, and tries it three times when the database can't be
   * reached: on a busy machine the first connection may take longer than requests wait for one.
   *
   * @throws RuntimeException when it failed each time, or took ten seconds
   */
  public static <T> T awaitAtStart(Uni<T> work) {
    return work.onFailure(DatabaseFailure::isUnavailable)
        .retry()
        .atMost(MOST_RETRIES_AT_START)
        .await()
        .atMost(START_TIMEOUT);
  }
}
