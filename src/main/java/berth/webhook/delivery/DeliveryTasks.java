package berth.webhook.delivery;

import berth.account.change.AccountChanged;
import berth.context.BackgroundContext;
import berth.database.DatabaseFailure;
import berth.log.LogLine;
import berth.schedule.PeriodicTask;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Sends events to webhooks, in every pod. Webhooks that fail have places of their own: a receiver
 * that hangs takes one for ten seconds, and must not delay those that answer.
 */
@ApplicationScoped
class DeliveryTasks {

  private static final int MAX_AT_ONCE = 64;
  private static final Duration PAUSE = Duration.ofMillis(500);

  /** After a look that found nothing. This pod looks at once when it has changed an account. */
  private static final Duration PAUSE_IF_NONE_WAS_DUE = Duration.ofSeconds(3);

  private static final Logger LOG = Logger.getLogger(DeliveryTasks.class);

  private final Vertx vertx;
  private final DeliveryTable table;
  private final DeliverEvents deliverEvents;
  private final List<PeriodicTask> tasks;

  DeliveryTasks(Vertx vertx, DeliveryTable table, DeliverEvents deliverEvents) {
    this.vertx = vertx;
    this.table = table;
    this.deliverEvents = deliverEvents;
    this.tasks = List.of(task(false), task(true));
  }

  private PeriodicTask task(boolean failing) {
    AtomicInteger running = new AtomicInteger();
    return new PeriodicTask(
        vertx, "Events could not be sent to webhooks", () -> begin(failing, running));
  }

  void start(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) StartupEvent start) {
    tasks.forEach(PeriodicTask::runNow);
  }

  /** The change has probably written an event. */
  void runNow(@Observes AccountChanged change) {
    tasks.get(0).runNow();
  }

  void stop(@Observes ShutdownEvent shutdown) {
    tasks.forEach(PeriodicTask::stop);
  }

  /** Begins deliveries, and does not wait for their ends. */
  private Uni<Duration> begin(boolean failing, AtomicInteger running) {
    int free = MAX_AT_ONCE - running.get();
    return free == 0
        ? Uni.createFrom().item(PAUSE)
        : table
            .claim(failing, free, DeliverEvents.CLAIM_PERIOD)
            .invoke(claimed -> claimed.forEach(delivery -> begin(delivery, running)))
            .map(claimed -> claimed.isEmpty() ? PAUSE_IF_NONE_WAS_DUE : PAUSE);
  }

  private void begin(Delivery delivery, AtomicInteger running) {
    running.incrementAndGet();
    BackgroundContext.run(vertx, () -> deliverEvents.deliver(delivery))
        .onTermination()
        .invoke(
            () -> {
              running.decrementAndGet();
              // its turn may have ended before its events did
              tasks.forEach(PeriodicTask::runNow);
            })
        .subscribe()
        .with(
            done -> {},
            failure -> {
              // the webhook is due again when the claim has run out
              if (!DatabaseFailure.isUnavailable(failure)) {
                LogLine.warn(LOG, "Events could not be sent to a webhook")
                    .with("subscription", delivery.webhook().subscriptionId())
                    .with("failure", failure)
                    .write();
              }
            });
  }
}
