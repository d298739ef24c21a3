package berth.slot;

import berth.database.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Looks one lease up. */
@ApplicationScoped
class FindStatement {

  static final String FIND =
      """
      SELECT %s
        FROM slot
       WHERE subscription_id = $1 AND channel = $2 AND number = $3 AND fence = $4
         AND leased_until > clock_timestamp()
      """
          .formatted(LeaseRow.COLUMNS);

  private final Database database;

  FindStatement(Database database) {
    this.database = database;
  }

  /** The lease, while it runs. */
  Uni<Optional<Lease>> find(HeldLease lease) {
    long sent = System.nanoTime();
    LeaseId id = lease.id();
    return database
        .run(FIND, Tuple.of(lease.subscriptionId(), id.channel(), (short) id.number(), id.fence()))
        .map(
            rows ->
                rows.size() == 0
                    ? Optional.empty()
                    : Optional.of(LeaseRow.lease(rows.iterator().next(), sent)));
  }
}
