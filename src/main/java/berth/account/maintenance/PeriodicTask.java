package berth.account.maintenance;

import berth.context.BackgroundContext;
import berth.database.DatabaseFailure;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Looks again and again whether there is something to do, and does it: after a pause that the last
 * look tells, or at once when somebody says so. Nothing that fails stops it.
 */
final class PeriodicTask {

  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
  private static final Logger LOG = Logger.getLogger(PeriodicTask.class);

  private final Vertx vertx;
  private final Supplier<Uni<Duration>> look;

  private long timer = -1;
  private boolean running;
  private boolean again;
  private boolean stopped;

  /**
   * Makes one that does not look yet.
   *
   * @param look does what there is to do, and says how long there is nothing
   */
  PeriodicTask(Vertx vertx, Supplier<Uni<Duration>> look) {
    this.vertx = vertx;
    this.look = look;
  }

  /** Looks now, or once more after the look that is under way. */
  synchronized void runNow() {
    if (running || stopped) {
      again = true;
      return;
    }
    running = true;
    vertx.cancelTimer(timer);
    BackgroundContext.run(vertx, look)
        .subscribe()
        .with(
            this::sleep,
            failure -> {
              if (!isStopped() && !DatabaseFailure.isUnavailable(failure)) {
                LOG.warnf("Accounts could not be looked after: %s", failure);
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
    if (again && !stopped) {
      again = false;
      runNow();
    } else if (!stopped) {
      timer = vertx.setTimer(Math.max(1, pause.toMillis()), due -> runNow());
    }
  }
}
