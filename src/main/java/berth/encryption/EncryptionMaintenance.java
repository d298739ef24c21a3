package berth.encryption;

import berth.schedule.PeriodicTask;
import berth.time.Deadline;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Encrypts outdated tokens anew, in every pod: some, then a pause, so that grants go on. */
@ApplicationScoped
class EncryptionMaintenance {

  private static final Duration BETWEEN_BATCHES = Duration.ofMillis(50);

  /** A pod with other keys, or of the version before, may write outdated tokens meanwhile. */
  private static final Duration WHEN_DONE = Duration.ofMinutes(1);

  private static final Duration BETWEEN_COUNTS = Duration.ofSeconds(10);

  private final Reencryption reencryption;
  private final PeriodicTask task;
  private final AtomicLong outdated = new AtomicLong();
  private volatile Deadline nextCount = Deadline.in(Duration.ZERO);

  EncryptionMaintenance(Vertx vertx, Reencryption reencryption, MeterRegistry meters) {
    this.reencryption = reencryption;
    this.task = new PeriodicTask(vertx, "Tokens could not be encrypted anew", this::run);
    Gauge.builder("berth.encryption.outdated.tokens", outdated, AtomicLong::get)
        .description("Stored Discord tokens that are still to be encrypted with the first key")
        .register(meters);
  }

  /** Runs last: a start that fails earlier sends no event that would stop the task. */
  void start(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) StartupEvent start) {
    task.runNow();
  }

  void stop(@Observes ShutdownEvent shutdown) {
    task.stop();
  }

  private Uni<Duration> run() {
    return reencryption
        .encryptSome()
        .call(more -> more && !nextCount.isOver() ? Uni.createFrom().voidItem() : count())
        .map(more -> more ? BETWEEN_BATCHES : WHEN_DONE);
  }

  /** Counting reads the whole index, so it is not done after each batch. */
  private Uni<Long> count() {
    nextCount = Deadline.in(BETWEEN_COUNTS);
    return reencryption.countOutdated().invoke(outdated::set);
  }
}
