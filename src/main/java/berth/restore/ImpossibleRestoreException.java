package berth.restore;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The database has granted a lease after the configured time of its restore. */
public final class ImpossibleRestoreException extends RuntimeException {

  ImpossibleRestoreException(Instant restoredAt, Instant newestGrant) {
    super(
        "BERTH_RESTORED_AT is "
            + restoredAt
            + ", and this database has granted a slot at "
            + newestGrant
            + "; stop all pods and set it to a time at which none ran any more: now will do, for"
            + " example BERTH_RESTORED_AT="
            + Instant.now().truncatedTo(ChronoUnit.SECONDS));
  }
}
