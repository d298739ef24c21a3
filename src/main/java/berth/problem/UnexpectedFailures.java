package berth.problem;

import berth.database.DatabaseFailure;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What callers are told of a failure that nobody expected, and what the log is. */
@ApplicationScoped
class UnexpectedFailures {

  private static final Logger LOG = Logger.getLogger(UnexpectedFailures.class);

  /** Logs the failure and returns what to answer: nothing of it but an id to find it by. */
  Problem problemOf(@Nullable Throwable failure) {
    if (DatabaseFailure.isUnavailable(failure)) {
      LOG.warnf("The database can't be reached: %s", failure);
      return Problem.unavailable();
    }
    if (failure instanceof OverloadedException) {
      return Problem.unavailable();
    }
    String logId = UUID.randomUUID().toString();
    LOG.errorf(failure, "A request failed unexpectedly, log id %s", logId);
    return Problem.internal(logId);
  }
}
