package berth.warmup;

import berth.log.LogLine;
import io.quarkus.arc.All;
import io.quarkus.vertx.http.DomainSocketServerStart;
import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.HttpsServerStart;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/**
 * Runs all {@link WarmUp}s when the pod listens. The pod is not ready until they are done.
 * Otherwise its first request would load thousands of classes, and on half a processor this would
 * take longer than the timeout of the database.
 */
@Readiness
@ApplicationScoped
class WarmUps implements AsyncHealthCheck {

  /** Timeout of one warm-up: a pod that is slow at first is better than one that is never ready. */
  private static final Duration MAX_DURATION = Duration.ofSeconds(30);

  private static final Logger LOG = Logger.getLogger(WarmUps.class);

  private final List<WarmUp> warmUps;
  private final AtomicBoolean begun = new AtomicBoolean();
  private volatile boolean done;

  WarmUps(@All List<WarmUp> warmUps) {
    this.warmUps = warmUps;
  }

  void listens(@ObservesAsync HttpServerStart start) {
    begin();
  }

  void listens(@ObservesAsync HttpsServerStart start) {
    begin();
  }

  void listens(@ObservesAsync DomainSocketServerStart start) {
    begin();
  }

  private void begin() {
    if (begun.compareAndSet(false, true)) {
      Uni.join()
          .all(warmUps.stream().map(WarmUps::logFailure).toList())
          .andCollectFailures()
          .subscribe()
          .with(all -> done = true);
    }
  }

  private static Uni<Void> logFailure(WarmUp warmUp) {
    return Uni.createFrom()
        .deferred(() -> warmUp.run())
        .ifNoItem()
        .after(MAX_DURATION)
        .fail()
        .replaceWithVoid()
        .onFailure()
        .invoke(
            failure ->
                LogLine.warn(LOG, "A warm-up failed, so first requests may be slow")
                    .with("failure", failure)
                    .write())
        .onFailure()
        .recoverWithItem((Void) null);
  }

  @Override
  public Uni<HealthCheckResponse> call() {
    return Uni.createFrom().item(() -> HealthCheckResponse.named("Warm-up").status(done).build());
  }
}
