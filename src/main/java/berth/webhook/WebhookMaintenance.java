package berth.webhook;

import berth.schedule.PeriodicTask;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Duration;

/** Encrypts the secrets of webhooks anew when the first key has changed, in every pod. */
@ApplicationScoped
class WebhookMaintenance {

  private static final int BATCH = 200;
  private static final Duration PAUSE = Duration.ofSeconds(30);

  private final PeriodicTask task;

  WebhookMaintenance(Vertx vertx, Webhooks webhooks) {
    this.task =
        new PeriodicTask(
            vertx,
            "Secrets of webhooks could not be encrypted anew",
            () -> webhooks.encryptSomeAnew(BATCH).replaceWith(PAUSE));
  }

  void start(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) StartupEvent start) {
    task.runNow();
  }

  void stop(@Observes ShutdownEvent shutdown) {
    task.stop();
  }
}
