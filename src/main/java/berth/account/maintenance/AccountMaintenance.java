package berth.account.maintenance;

import berth.account.change.AccountChanged;
import berth.account.health.HealthStatus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.util.List;

/**
 * Looks after the accounts while nobody asks for anything. Every pod does; that no two do the same
 * at once is seen to in the database, so none has to lead.
 */
@ApplicationScoped
class AccountMaintenance {

  /** Apart, for Discord may let one wait. */
  private final List<PeriodicTask> tasks;

  AccountMaintenance(Vertx vertx, EndCooling endCooling, ValidateAccounts validateAccounts) {
    this.tasks =
        List.of(
            new PeriodicTask(vertx, () -> endCooling.look(HealthStatus.COOLING)),
            new PeriodicTask(vertx, () -> endCooling.look(HealthStatus.MODERATED)),
            new PeriodicTask(vertx, validateAccounts::look));
  }

  /** Last: a start that fails before tells nobody that it is over. */
  void start(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) StartupEvent start) {
    tasks.forEach(PeriodicTask::runNow);
  }

  /** What has changed may be due before the next look. */
  void look(@Observes AccountChanged change) {
    tasks.forEach(PeriodicTask::runNow);
  }

  void stop(@Observes ShutdownEvent shutdown) {
    tasks.forEach(PeriodicTask::stop);
  }
}
