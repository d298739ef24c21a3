package berth.time;

import java.time.Duration;

/**
 * How long Berth and PostgreSQL wait for each other. Each time is derived from the one that it has
 * to outlast, so that the innermost wait ends first and reports why. application.properties sets
 * {@code lock_timeout} and {@code statement_timeout} to the same values.
 */
public final class Timeouts {

  /** A statement waits so long for a locked row: {@code lock_timeout}. */
  public static final Duration LOCK = Duration.ofMillis(1_500);

  /** PostgreSQL cancels a statement after this time: {@code statement_timeout}. */
  public static final Duration STATEMENT = LOCK.plusMillis(400);

  /**
   * A pod waits so long for the result of a statement: PostgreSQL reports earlier why it failed.
   */
  public static final Duration RESULT = STATEMENT.plusMillis(50);

  /** After this time a statement that was sent has committed, or never will. */
  public static final Duration SETTLED = Duration.ofSeconds(2);

  /** A pod waits so long for a connection, new or of the pool. */
  public static final Duration CONNECTION = LOCK;

  /** A pod closes a connection that was idle for this time. To make another takes milliseconds. */
  public static final Duration CONNECTION_IDLE = CONNECTION;

  /** A pod looks so often whether a connection was idle for too long. */
  public static final Duration IDLE_CHECK = Duration.ofMillis(250);

  /**
   * A pod closes a connection on which nothing was received for this time. The time counts from the
   * last result and not from the statement, so it has to be longer than the connection may be idle
   * and a statement may take together.
   */
  public static final Duration SILENCE =
      CONNECTION_IDLE.plus(IDLE_CHECK).plus(STATEMENT).plusMillis(350);

  /** Waiters try again after this time, and their pod reports that it is alive. */
  public static final Duration WAITER_POLL = Duration.ofMillis(400);

  /** Other pods ignore the waiters of a pod that has not reported for this time. */
  public static final Duration POD_ALIVE = WAITER_POLL.multipliedBy(3);

  private Timeouts() {}

  /** As a literal for SQL, after the word {@code interval}. */
  public static String sql(Duration duration) {
    return "'" + duration.toMillis() + " milliseconds'";
  }
}
