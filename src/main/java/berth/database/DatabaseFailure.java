package berth.database;

import io.smallrye.mutiny.TimeoutException;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells a database that can't be reached from a statement that it refused. */
public final class DatabaseFailure {

  /** Causes nest a few levels deep; a longer chain is a loop. */
  private static final int MAX_DEPTH = 20;

  /** Of a statement, a lock and a transaction. */
  private static final Set<String> TIMEOUTS = Set.of("57014", "55P03", "25P03");

  /** Of two transactions that wait for each other, or can't be put in an order. */
  private static final Set<String> UNDONE = Set.of("40P01", "40001");

  private DatabaseFailure() {}

  /**
   * Whether the failure, or what caused it, is a connection that could not be made or was lost, or
   * a server that is starting, stopping or out of connections.
   */
  public static boolean isUnavailable(@Nullable Throwable failure) {
    for (Throwable cause : (Iterable<Throwable>) causes(failure)::iterator) {
      if (cause instanceof PgException refusal) {
        return isUnavailable(refusal.getSqlState());
      }
      // Hibernate tells by these what the client told it by those
      if (cause instanceof SQLException refusal && refusal.getSQLState() != null) {
        return isUnavailable(refusal.getSQLState());
      }
      // the client has no types of its own for a connection that is closed or can't be had in time
      if (cause instanceof TimeoutException
          || cause instanceof IOException
          || cause instanceof VertxException
          || cause instanceof NoStackTraceThrowable) {
        return true;
      }
    }
    return false;
  }

  /** The failure and what caused it, the failure first; none for {@code null}. */
  private static Stream<Throwable> causes(@Nullable Throwable failure) {
    return Stream.<@Nullable Throwable>iterate(
            failure, cause -> cause == null ? null : cause.getCause())
        .limit(MAX_DEPTH)
        .takeWhile(Objects::nonNull)
        .map(Objects::requireNonNull);
  }

  /** Whether the server, or the wait for it, ran into a time limit: it may be there, but slow. */
  public static boolean isTimeout(@Nullable Throwable failure) {
    return causes(failure)
        .anyMatch(
            cause ->
                cause instanceof TimeoutException
                    || (cause instanceof PgException refusal
                        && TIMEOUTS.contains(refusal.getSqlState()))
                    || (cause instanceof SQLException told
                        && told.getSQLState() != null
                        && TIMEOUTS.contains(told.getSQLState())));
  }

  /** Whether there was no answer of the server at all. */
  public static boolean isSilence(Throwable failure) {
    return isUnavailable(failure)
        && causes(failure)
            .noneMatch(cause -> cause instanceof PgException || cause instanceof SQLException);
  }

  /**
   * Whether the server has refused a statement for what was asked, and so has undone all of it. Not
   * when a statement may have been committed, or nothing was asked of the server.
   */
  public static boolean isRefusal(Throwable failure) {
    return failure instanceof PgException refusal
        && (UNDONE.contains(refusal.getSqlState()) || !isUnavailable(refusal.getSqlState()));
  }

  /**
   * The classes 08 (connection), 53 (resources) and 57 (operator intervention) of <a
   * href="https://www.postgresql.org/docs/current/errcodes-appendix.html">PostgreSQL's error
   * codes</a>, and 28 (authorization), which a connection meets before any statement is sent. And
   * the time-outs: 55P03 of a lock, 25P03 of a transaction; 57014 of a statement. And 25006: a
   * server that may only be read from, which has been replaced. And 40P01 and 40001: the
   * transaction has been undone for another's sake.
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
