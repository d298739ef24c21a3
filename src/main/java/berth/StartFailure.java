package berth;

import berth.restore.ImpossibleRestoreException;
import berth.secret.MissingKeyException;
import io.quarkus.runtime.QuarkusBindException;
import io.vertx.pgclient.PgException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/** Tells what an operator can mend from what is a bug. */
final class StartFailure {

  /** Causes nest a few levels deep; a longer chain is a loop. */
  private static final int MAX_DEPTH = 20;

  /** PostgreSQL's lock_not_available and deadlock_detected. */
  private static final Set<String> LOCKED_OUT = Set.of("55P03", "40P01");

  /** What Flyway says when its lock stays somebody else's. */
  private static final String WAITED = "Number of retries exceeded";

  private StartFailure() {}

  /** One line on what to do about the failure; empty when only its stack trace can tell. */
  static Optional<String> explain(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
      String explanation = explanation(cause);
      if (explanation != null) {
        return Optional.of(explanation);
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }

  private static @Nullable String explanation(Throwable cause) {
    if (cause instanceof QuarkusBindException taken) {
      return "port "
          + taken.getPort()
          + " is taken; choose another, for example QUARKUS_HTTP_PORT="
          + (taken.getPort() + 1);
    }
    if (cause instanceof MissingKeyException missing) {
      return missing.getMessage();
    }
    if (cause instanceof ImpossibleRestoreException impossible) {
      return impossible.getMessage();
    }
    if (cause instanceof FlywayException && String.valueOf(cause.getMessage()).contains(WAITED)) {
      return "another pod has been migrating for 50 seconds; start again when it is done";
    }
    if (cause instanceof SQLException refused
        && LOCKED_OUT.contains(String.valueOf(refused.getSQLState()))) {
      return "a migration needs a table for a moment that others have been using for long, maybe a"
          + " backup; nothing was changed, start again when they are done ("
          + refused.getMessage()
          + ")";
    }
    if (cause instanceof SQLException || cause instanceof PgException) {
      return "the database can't be used ("
          + String.valueOf(cause.getMessage()).lines().findFirst().orElse("")
          + "); look at BERTH_DATABASE_URL, for example"
          + " BERTH_DATABASE_URL=postgresql://localhost:5432/berth,"
          + " and at BERTH_DATABASE_USER and BERTH_DATABASE_PASSWORD";
    }
    return null;
  }
}
