package berth.upkeep;

import berth.account.AccountChanged;
import berth.health.HealthStatus;
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
class CheckAccounts {

  /** Apart, for Discord may let one wait. */
  private final List<Watch> watches;

  CheckAccounts(Vertx vertx, EndCooling endCooling, ValidateAccounts validateAccounts) {
    this.watches =
        List.of(
            new Watch(vertx, () -> endCooling.look(HealthStatus.COOLING)),
            new Watch(vertx, () -> endCooling.look(HealthStatus.MODERATED)),
            new Watch(vertx, validateAccounts::look));
  }

  /** Last: a start that fails before tells nobody that it is over. */
  void start(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) StartupEvent start) {
    watches.forEach(Watch::lookAtOnce);
  }

  /** What has changed may be due before the next look. */
  void look(@Observes AccountChanged change) {
    watches.forEach(Watch::lookAtOnce);
  }

  void stop(@Observes ShutdownEvent shutdown) {
    watches.forEach(Watch::stop);
  }
}
