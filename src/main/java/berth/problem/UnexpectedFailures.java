package berth.problem;

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

/** What callers are told of a failure that nobody expected, and what the log is. */
@ApplicationScoped
class UnexpectedFailures {

  private static final Logger LOG = Logger.getLogger(UnexpectedFailures.class);
  private static final Duration BETWEEN_CHECKS = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final Map<Trouble, Episode> episodes =
      Arrays.stream(Trouble.values())
          .collect(
              Collectors.toMap(
                  Function.identity(),
                  trouble -> new Episode(),
                  (one, other) -> one,
                  () -> new EnumMap<>(Trouble.class)));

  UnexpectedFailures(Vertx vertx) {
    this.vertx = vertx;
  }

  /**
   * Logs the failure and returns what to answer: nothing of it but an id to find it by. A trouble
   * that others are in as well is logged when it begins and when it is over.
   */
  ErrorCatalogue problemOf(@Nullable Throwable failure) {
    Trouble trouble = Trouble.of(failure);
    if (trouble != null) {
      tell(trouble, failure);
      return ErrorCatalogue.unavailable();
    }
    String logId = UUID.randomUUID().toString();
    LOG.errorf(failure, "A request failed unexpectedly, log id %s", logId);
    return ErrorCatalogue.internal(logId);
  }

  private void tell(Trouble trouble, @Nullable Throwable failure) {
    Episode episode = Objects.requireNonNull(episodes.get(trouble));
    if (episode.sign(System.nanoTime())) {
      LOG.warnf("%s, and callers get 503: %s", trouble.text, failure);
      vertx.setPeriodic(
          BETWEEN_CHECKS.toMillis(),
          timer ->
              episode
                  .end(System.nanoTime())
                  .ifPresent(
                      past -> {
                        vertx.cancelTimer(timer);
                        LOG.infof(
                            "%s: that is over; %d requests got 503 in %.1f seconds",
                            trouble.text, past.signs(), past.length().toMillis() / 1000.0);
                      }));
    }
  }
}
