package berth.account.maintenance;

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
final class PeriodicTask {

  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
  private static final Logger LOG = Logger.getLogger(PeriodicTask.class);

  private final Vertx vertx;
  private final Supplier<Uni<Duration>> task;

  private long timer = -1;
  private boolean running;
  private boolean runAgain;
  private boolean stopped;

  /**
   * Does not run the task yet.
   *
   * @param task returns the pause before its next run
   */
  PeriodicTask(Vertx vertx, Supplier<Uni<Duration>> task) {
    this.vertx = vertx;
    this.task = task;
  }

  /** Runs the task now, or once more after the current run. */
  synchronized void runNow() {
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
                LogLine.warn(LOG, "Accounts could not be maintained")
                    .with("failure", failure)
                    .write();
              }
              sleep(AFTER_FAILURE);
            });
  }

  synchronized void stop() {
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
