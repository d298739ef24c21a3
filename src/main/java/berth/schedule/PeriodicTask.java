package berth.schedule;

import berth.context.BackgroundContext;
import berth.database.DatabaseFailure;
import berth.log.LogLine;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Runs a task again and again: after the pause that the last run has returned, or at once when
 * {@link #runNow} is called. A failed run does not stop it.
 */
public final class PeriodicTask {

  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
  private static final Logger LOG = Logger.getLogger(PeriodicTask.class);

  private final Vertx vertx;
  private final String failed;
  private final Supplier<Uni<Duration>> task;

  private long timer = -1;
  private boolean running;
  private boolean runAgain;
  private boolean stopped;

  /**
   * Does not run the task yet.
   *
   * @param failed the log line about a run that failed, unless the database was away
   * @param task returns the pause before its next run
   */
  public PeriodicTask(Vertx vertx, String failed, Supplier<Uni<Duration>> task) {
    this.vertx = vertx;
    this.failed = failed;
    this.task = task;
  }

  /** Runs the task now, or once more after the current run. */
  public synchronized void runNow() {
    if (running || stopped) {
      runAgain = true;
      return;
    }
    running = true;
    vertx.cancelTimer(timer);
    BackgroundContext.run(vertx, task)
        .subscribe()
        .with(
            this::sleep,
            failure -> {
              if (!isStopped() && !DatabaseFailure.isUnavailable(failure)) {
                LogLine.warn(LOG, failed).with("failure", failure).write();
              }
              sleep(AFTER_FAILURE);
            });
  }

  /** Ends it; a run that has begun completes. */
  public synchronized void stop() {
    stopped = true;
    vertx.cancelTimer(timer);
  }

  private synchronized boolean isStopped() {
    return stopped;
  }

  private synchronized void sleep(Duration pause) {
    running = false;
    if (runAgain && !stopped) {
      runAgain = false;
      runNow();
    } else if (!stopped) {
      timer = vertx.setTimer(Math.max(1, pause.toMillis()), due -> runNow());
    }
  }
}
