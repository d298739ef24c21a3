package berth.subscription.token;

import berth.database.Database;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records when API tokens were last used, true to an hour. */
@ApplicationScoped
public class TokenUse {

  private static final Duration PRECISION = Duration.ofMinutes(30);

  /** Locked rows are left out: another pod is recording the same. */
  private static final String RECORD =
      """
      UPDATE api_token
         SET last_used_at = now()
       WHERE token_id IN (SELECT token_id
                            FROM api_token
                           WHERE token_id = ANY ($1)
                             AND (last_used_at IS NULL
                                  OR last_used_at < now() - interval '30 minutes')
                             FOR NO KEY UPDATE SKIP LOCKED)
      """;

  private final Database database;

  TokenUse(Database database) {
    this.database = database;
  }

  /** Whether a use now is to be recorded. */
  public static boolean isToBeRecorded(@Nullable OffsetDateTime lastUsed) {
    return lastUsed == null
        || lastUsed.isBefore(OffsetDateTime.now(ZoneOffset.UTC).minus(PRECISION));
  }

  /** Records a use of the tokens now. Nobody waits for it, and nothing depends on it. */
  public void record(List<Long> ids) {
    if (!ids.isEmpty()) {
      database
          .run(RECORD, Tuple.of(ids.toArray(Long[]::new)))
          .subscribe()
          .with(
              recorded -> {},
              failure -> {
                // the next use is recorded
              });
    }
  }
}
