package berth.database;

import io.smallrye.mutiny.TimeoutException;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Distinguishes a database that can't be reached from a statement that the database rejected. */
public final class DatabaseFailure {

  /** SQLSTATEs of the timeouts of a statement, a lock and a transaction. */
  private static final Set<String> TIMEOUTS = Set.of("57014", "55P03", "25P03");

  /** PostgreSQL's deadlock_detected and serialization_failure. */
  private static final Set<String> UNDONE = Set.of("40P01", "40001");

  private DatabaseFailure() {}

  /**
   * Whether the failure, or what caused it, is a connection that could not be made or was lost, or
   * a server that is starting, stopping or out of connections.
   */
  public static boolean isUnavailable(@Nullable Throwable failure) {
    for (Throwable cause : (Iterable<Throwable>) Causes.of(failure)::iterator) {
      if (cause instanceof PgException error) {
        return isUnavailable(error.getSqlState());
      }
      // Hibernate turns a PgException of the client into a SQLException.
      if (cause instanceof SQLException error && error.getSQLState() != null) {
        return isUnavailable(error.getSQLState());
      }
      // The client has no types of its own for a closed connection or for none in time.
      if (cause instanceof TimeoutException
          || cause instanceof IOException
          || cause instanceof VertxException
          || cause instanceof NoStackTraceThrowable) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether a timeout of the server, or of the wait for it, has passed. The server may be there,
   * but slow.
   */
  public static boolean isTimeout(@Nullable Throwable failure) {
    return Causes.of(failure)
        .anyMatch(
            cause ->
                cause instanceof TimeoutException
                    || (cause instanceof PgException error
                        && TIMEOUTS.contains(error.getSqlState()))
                    || (cause instanceof SQLException error
                        && error.getSQLState() != null
                        && TIMEOUTS.contains(error.getSQLState())));
  }

  /** Whether the server did not respond at all. */
  public static boolean isSilence(Throwable failure) {
    return isUnavailable(failure)
        && Causes.of(failure)
            .noneMatch(cause -> cause instanceof PgException || cause instanceof SQLException);
  }

  /**
   * Whether the server has rejected a statement because of its content, or of a conflict with
   * another transaction, and so has undone all of it. Not when the statement may have been
   * committed, or was never sent.
   */
  public static boolean isRefusal(Throwable failure) {
    return failure instanceof PgException error
        && (UNDONE.contains(error.getSqlState()) || !isUnavailable(error.getSqlState()));
  }

  /**
   * Whether one of <a
   * href="https://www.postgresql.org/docs/current/errcodes-appendix.html">PostgreSQL's error
   * codes</a> means that the database can't be used now. These are the classes 08 (connection), 53
   * (resources), 57 (operator intervention) and 28 (authorization), which a connection meets before
   * any statement is sent; the timeouts 55P03 (lock), 25P03 (transaction) and 57014 (statement);
   * 25006, the error of a read-only server, which has been replaced as the primary; and 40P01 and
   * 40001, after which the transaction has been undone in favour of another.
   */
  private static boolean isUnavailable(String sqlState) {
    return sqlState.startsWith("08")
        || sqlState.startsWith("28")
        || sqlState.startsWith("53")
        || sqlState.startsWith("57")
        || sqlState.equals("55P03")
        || sqlState.equals("25P03")
        || sqlState.equals("25006")
        || UNDONE.contains(sqlState);
  }
}
