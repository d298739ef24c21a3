package berth.time;

import java.time.Duration;

/**
 * How long Berth and PostgreSQL wait for each other. A time that has to outlast another is derived
 * from it, so that the inner wait ends first and reports why. application.properties sets {@code
 * lock_timeout}, {@code statement_timeout} and {@code idle_in_transaction_session_timeout} to the
 * same values.
 */
public final class Timeouts {

  /** The maximum wait of a statement for a locked row: {@code lock_timeout}. */
  public static final Duration LOCK = Duration.ofMillis(1_500);

  /** PostgreSQL cancels a statement after this time: {@code statement_timeout}. */
  public static final Duration STATEMENT = LOCK.plusMillis(400);

  /**
   * The maximum wait of a pod for the result of a statement. PostgreSQL reports a failure earlier.
   */
  public static final Duration RESULT = STATEMENT.plusMillis(50);

  /**
   * After this time a statement that was sent has committed, or never will. PostgreSQL ends a
   * transaction that is idle for this time: {@code idle_in_transaction_session_timeout}.
   */
  public static final Duration SETTLED = RESULT.plusMillis(50);

  /** The maximum wait for a server to accept a connection and to say whether it is the primary. */
  public static final Duration CONNECT = Duration.ofMillis(1_400);

  /**
   * The maximum wait for a connection of the pool. It outlasts {@link #CONNECT}, so that the
   * failure of the server is reported, and leaves time to respond before {@link #RESULT} is over.
   */
  public static final Duration CONNECTION = CONNECT.plusMillis(100);

  /** A pod closes a connection that is idle for this time. To make another takes milliseconds. */
  public static final Duration CONNECTION_IDLE = Duration.ofMillis(1_500);

  /** The period in which a pod checks how long its connections have been idle. */
  public static final Duration IDLE_CHECK = Duration.ofMillis(250);

  /**
   * A pod closes a connection on which nothing is received for this time. This ends a statement
   * whose server disappeared without closing the connection. The time counts from the last message
   * and not from the statement, so it outlasts the idle time and a statement together.
   */
  public static final Duration SILENCE =
      CONNECTION_IDLE.plus(IDLE_CHECK).plus(STATEMENT).plusMillis(350);

  /** The period in which waiters try again, and in which their pod reports that it is alive. */
  public static final Duration WAITER_POLL = Duration.ofMillis(400);

  /** Other pods ignore the waiters of a pod that has not reported for this time. */
  public static final Duration POD_ALIVE = WAITER_POLL.multipliedBy(3);

  /**
   * How long a pod uses what it has read about a caller, from when it asked. So a change of an API
   * token or a subscription is in force in every pod this long after its commit.
   */
  public static final Duration CALLER = Duration.ofSeconds(1);

  private Timeouts() {}

  /** The duration as a literal for SQL, to stand after the word {@code interval}. */
  public static String sql(Duration duration) {
    return "'" + duration.toMillis() + " milliseconds'";
  }
}
