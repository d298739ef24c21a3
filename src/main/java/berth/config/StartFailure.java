package berth.config;

import berth.database.Causes;
import berth.encryption.UntaggedTokensException;
import berth.restore.ImpossibleRestoreException;
import berth.secret.MissingKeyException;
import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.mutiny.TimeoutException;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/** Explains the failures of a start that an operator can fix. Others are bugs. */
public final class StartFailure {

  /** PostgreSQL's lock_not_available and deadlock_detected. */
  private static final Set<String> LOCKED_OUT = Set.of("55P03", "40P01");

  /** Part of Flyway's message when another process keeps Flyway's lock for too long. */
  private static final String WAITED = "Number of retries exceeded";

  private StartFailure() {}

  /** One line that says what to do about the failure; empty when only its stack trace helps. */
  public static Optional<String> explain(Throwable failure) {
    List<Throwable> causes = Causes.of(failure).toList();
    // In this order, since exceptions of Flyway and of the database clients wrap specific causes.
    return first(causes, StartFailure::encryption)
        .or(() -> first(causes, StartFailure::explanation))
        .or(() -> first(causes, StartFailure::migration));
  }

  private static Optional<String> first(
      List<Throwable> causes, Function<Throwable, @Nullable String> explanation) {
    return causes.stream()
        .flatMap(cause -> Stream.ofNullable(explanation.apply(cause)))
        .findFirst();
  }

  private static @Nullable String migration(Throwable cause) {
    return cause instanceof FlywayException
        ? "the schema of the database can't be migrated ("
            + beginning(cause)
            + "); BERTH_DATABASE_URL must name a database of Berth's own, at first an empty one"
        : null;
  }

  private static @Nullable String encryption(Throwable cause) {
    return isEncryption(cause)
        ? "no encrypted connection to the database can be made ("
            + beginning(cause)
            + "); when its certificate is not one that the JVM trusts, give that of its authority to"
            + " the migrations,"
            + " BERTH_DATABASE_URL=postgresql://…?sslmode=verify-full&sslrootcert=/path/ca.crt, and to"
            + " the pool, QUARKUS_DATASOURCE_REACTIVE_TRUST_CERTIFICATE_PEM=true and"
            + " QUARKUS_DATASOURCE_REACTIVE_TRUST_CERTIFICATE_PEM_CERTS=/path/ca.crt"
        : null;
  }

  /** The pool's client has no exception type of its own for it, so its message decides. */
  private static boolean isEncryption(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    boolean ofClient = cause instanceof SQLException || cause instanceof VertxException;
    return cause instanceof SSLException
        || (ofClient && message.contains("SSL"))
        || message.startsWith("Trust options must be specified");
  }

  private static @Nullable String explanation(Throwable cause) {
    if (cause instanceof QuarkusBindException taken) {
      return "port "
          + taken.getPort()
          + " is taken; choose another, for example QUARKUS_HTTP_PORT="
          + (taken.getPort() + 1)
          + ", or QUARKUS_MANAGEMENT_PORT if that is the port of probes and metrics";
    }
    if (cause instanceof ConfigurationException || cause instanceof ConfigValidationException) {
      return "a setting can't be used (" + beginning(cause) + ")";
    }
    if (cause instanceof MissingKeyException missing) {
      return missing.getMessage();
    }
    if (cause instanceof UntaggedTokensException untagged) {
      return untagged.getMessage();
    }
    if (cause instanceof ImpossibleRestoreException impossible) {
      return impossible.getMessage();
    }
    if (cause instanceof FlywayException && String.valueOf(cause.getMessage()).contains(WAITED)) {
      return "another pod has been migrating for 50 seconds; start again when it is done";
    }
    if (cause instanceof SQLException refused
        && LOCKED_OUT.contains(String.valueOf(refused.getSQLState()))) {
      return "a migration needs a table that other sessions are using, perhaps a backup;"
          + " nothing was changed; start again when they are done ("
          + refused.getMessage()
          + ")";
    }
    if (cause instanceof SQLException
        || cause instanceof PgException
        || cause instanceof VertxException
        || cause instanceof NoStackTraceThrowable
        || cause instanceof TimeoutException) {
      return "the database can't be used ("
          + beginning(cause)
          + "); check BERTH_DATABASE_URL, for example"
          + " BERTH_DATABASE_URL=postgresql://localhost:5432/berth,"
          + " and BERTH_DATABASE_USER and BERTH_DATABASE_PASSWORD";
    }
    return null;
  }

  /** The first two lines of the message. The rest only helps readers of the source. */
  private static String beginning(Throwable cause) {
    return cause instanceof TimeoutException || cause instanceof NoStackTraceThrowable
        ? "it does not respond in time"
        : String.valueOf(cause.getMessage())
            .lines()
            .limit(2)
            .map(String::strip)
            .collect(Collectors.joining(" "));
  }
}
