package berth.slot.idempotency;

import berth.database.Database;
import berth.secret.Encrypted;
import berth.slot.lease.Lease;
import berth.slot.lease.LeaseRow;
import berth.time.Timeouts;
import berth.waiting.ThisPod;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Claims idempotency keys and gives them up. The granting statements bind them to slots. */
@ApplicationScoped
public class IdempotencyKeyStatements {

  /**
   * A claim of a request to a key.
   *
   * @param maxWait how long the request may wait for a slot
   */
  public record Wanted(long subscriptionId, IdempotencyKey key, Duration maxWait) {

    /** The time to wait, and 2 seconds for the statements themselves. */
    double pendingSeconds() {
      return maxWait.plus(Timeouts.SETTLED).toMillis() / 1000.0;
    }
  }

  private final Database database;
  private final ThisPod pod;

  IdempotencyKeyStatements(Database database, ThisPod pod) {
    this.database = database;
    this.pod = pod;
  }

  /** Claims the keys; the results are in the order of the list. */
  Uni<List<KeyClaim>> claim(List<Wanted> wanted) {
    long sent = System.nanoTime();
    return database
        .run(
            IdempotencyKeySql.CLAIM,
            keys(wanted)
                .addValue(wanted.stream().map(Wanted::pendingSeconds).toArray(Double[]::new))
                .addValue(pod.id()))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(row -> outcome(row, sent))
                    .toList());
  }

  /** Gives up the keys, but for those that are bound or belong to another request by now. */
  Uni<List<Boolean>> giveUp(List<Wanted> wanted) {
    return database
        .run(IdempotencyKeySql.GIVE_UP, keys(wanted))
        .map(deleted -> wanted.stream().map(one -> true).toList());
  }

  /**
   * Deletes expired rows. No request reads them, and no other statement deletes them.
   *
   * @return the number of deleted rows: {@link IdempotencyKeySql#DELETED_AT_ONCE} when there may be
   *     more
   */
  Uni<Integer> deleteExpired() {
    return database.run(IdempotencyKeySql.DELETE_EXPIRED).map(RowSet::rowCount);
  }

  private static Tuple keys(List<Wanted> wanted) {
    return Tuple.of(
        wanted.stream().map(Wanted::subscriptionId).toArray(Long[]::new),
        wanted.stream().map(one -> one.key().key()).toArray(String[]::new),
        wanted.stream().map(one -> one.key().owner()).toArray(UUID[]::new));
  }

  private static KeyClaim outcome(Row row, long sent) {
    if (row.getBoolean("owned")) {
      return new KeyClaim.Owned();
    }
    if (row.getLong("fence") == null) {
      return new KeyClaim.Pending();
    }
    Optional<Encrypted> token =
        Optional.ofNullable(row.getString("token_key_id")).map(id -> LeaseRow.token(row));
    Lease lease = LeaseRow.lease(row, sent);
    return lease.isOver() ? new KeyClaim.Pending() : new KeyClaim.Bound(lease, token);
  }
}
