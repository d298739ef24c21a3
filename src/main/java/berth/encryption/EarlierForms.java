package berth.encryption;

import berth.database.Database;
import berth.time.Deadline;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/**
 * Whether pods of the version before may run beside this one, during an upgrade. They encrypt
 * tokens in an earlier form and can't read the present one, and make API tokens without a tag.
 */
@ApplicationScoped
public class EarlierForms {

  private static final String READ =
      """
      SELECT CASE WHEN accepted_until > now()
                  THEN extract(epoch FROM accepted_until - now())::float8
                  ELSE 0
             END AS seconds
        FROM earlier_forms
      """;

  private final Pool pool;
  private volatile Deadline end = Deadline.in(Duration.ZERO);

  EarlierForms(Pool pool) {
    this.pool = pool;
  }

  /** Reads the end once: only a migration sets it. */
  void read(@Observes StartupEvent start) {
    double seconds =
        Database.awaitAtStart(
            pool.withConnection(
                connection ->
                    connection
                        .query(READ)
                        .execute()
                        .map(rows -> rows.iterator().next().getDouble("seconds"))));
    end = Deadline.in(Duration.ofMillis((long) (seconds * 1000)));
  }

  /** Whether the earlier forms are still written and accepted. */
  public boolean areAccepted() {
    return !end.isOver();
  }
}
