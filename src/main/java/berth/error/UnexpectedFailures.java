package berth.error;

import berth.log.LogLine;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Logs failures that no other code handles, and chooses the errors that callers get for them. */
@ApplicationScoped
class UnexpectedFailures {

  private static final Logger LOG = Logger.getLogger(UnexpectedFailures.class);
  private static final Duration BETWEEN_CHECKS = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final Map<OutageReason, Episode> episodes =
      Arrays.stream(OutageReason.values())
          .collect(
              Collectors.toMap(
                  Function.identity(),
                  trouble -> new Episode(),
                  (one, other) -> one,
                  () -> new EnumMap<>(OutageReason.class)));

  UnexpectedFailures(Vertx vertx) {
    this.vertx = vertx;
  }

  /**
   * Logs the failure and returns the error for its caller, which has nothing of the failure but an
   * id to find it by in the log. A failure that affects many requests is logged only when its
   * episode begins and when it is over.
   */
  ErrorCatalogue problemOf(@Nullable Throwable failure) {
    OutageReason trouble = OutageReason.of(failure);
    if (trouble != null) {
      logEpisode(trouble, failure);
      return ErrorCatalogue.unavailable();
    }
    String logId = UUID.randomUUID().toString();
    LogLine.error(LOG, "A request failed unexpectedly").with("logId", logId).write(failure);
    return ErrorCatalogue.internal(logId);
  }

  private void logEpisode(OutageReason trouble, @Nullable Throwable failure) {
    Episode episode = Objects.requireNonNull(episodes.get(trouble));
    if (episode.add(System.nanoTime())) {
      LogLine.warn(LOG, trouble.text + ", and callers get 503").with("failure", failure).write();
      vertx.setPeriodic(
          BETWEEN_CHECKS.toMillis(),
          timer ->
              episode
                  .end(System.nanoTime())
                  .ifPresent(
                      summary -> {
                        vertx.cancelTimer(timer);
                        LogLine.info(LOG, "Resolved: " + trouble.text)
                            .with("refused", summary.failures())
                            .with("seconds", summary.length().toMillis() / 1000.0)
                            .write();
                      }));
    }
  }
}
