package berth.slot.lease;

import berth.database.Database;
import berth.database.SqlTemplate;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Finds one lease. */
@ApplicationScoped
public class FindStatement {

  static final String FIND =
      SqlTemplate.fill(
          """
      SELECT {lease_columns}
        FROM slot
       WHERE subscription_id = $1 AND channel = $2 AND number = $3 AND fence = $4
         AND leased_until > clock_timestamp()
      """,
          Map.of("lease_columns", LeaseRow.COLUMNS));

  private final Database database;

  public FindStatement(Database database) {
    this.database = database;
  }

  /** Finds the lease; empty when it has ended. */
  Uni<Optional<Lease>> find(LeaseKey lease) {
    long sent = System.nanoTime();
    LeaseId id = lease.id();
    return database
        .run(FIND, Tuple.of(lease.subscriptionId(), id.channel(), (short) id.number(), id.fence()))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(row -> LeaseRow.lease(row, sent))
                    // negative when this pod was frozen until the lease had ended
                    .filter(found -> found.leaseSeconds() >= 0)
                    .findFirst());
  }
}
