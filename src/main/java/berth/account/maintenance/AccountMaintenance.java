package berth.account.maintenance;

import berth.account.change.AccountChanged;
import berth.account.health.HealthStatus;
import berth.schedule.PeriodicTask;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.util.List;

/**
 * Runs the periodic tasks of accounts, in every pod. Claims in the database prevent two pods from
 * handling the same account at the same time, so no pod is a leader.
 */
@ApplicationScoped
class AccountMaintenance {

  private static final String FAILED = "Accounts could not be maintained";

  /** Separate tasks, so that a slow response of Discord does not delay the end of cooling. */
  private final List<PeriodicTask> tasks;

  AccountMaintenance(Vertx vertx, EndCooling endCooling, ValidateAccounts validateAccounts) {
    this.tasks =
        List.of(
            new PeriodicTask(vertx, FAILED, () -> endCooling.run(HealthStatus.COOLING)),
            new PeriodicTask(vertx, FAILED, () -> endCooling.run(HealthStatus.MODERATED)),
            new PeriodicTask(vertx, FAILED, validateAccounts::run));
  }

  /** Runs last: a start that fails earlier sends no event that would stop the tasks. */
  void start(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) StartupEvent start) {
    tasks.forEach(PeriodicTask::runNow);
  }

  /** The changed account may be due before the next run. */
  void runNow(@Observes AccountChanged change) {
    tasks.forEach(PeriodicTask::runNow);
  }

  void stop(@Observes ShutdownEvent shutdown) {
    tasks.forEach(PeriodicTask::stop);
  }
}
