package berth.slot.lease;

import berth.account.health.HealthSql;
import berth.database.Database;
import berth.database.SqlTemplate;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Renews many leases, in one statement that commits by itself. */
@ApplicationScoped
public class RenewStatement {

  /**
   * A lease that is to run on.
   *
   * @param leaseSeconds for so long from now on; {@code null} for as long again as it was last
   *     granted or renewed for
   */
  public record Renewal(LeaseKey lease, @Nullable Integer leaseSeconds) {}

  /**
   * The leases are looked at in what their locks returned, and so after the wait for the locks,
   * which are taken in the order of the keys. A lease that is renewed twice at once gets the longer
   * time.
   *
   * <p>What a lease was renewed for is told by when: a grant sets {@code granted_at}, so the later
   * of the two times is when it last began to run. Older versions renew without {@code renewed_at}:
   * their leases are renewed for up to as long as they have run already, but never for longer or
   * shorter than any may, whatever the clock did.
   */
  private static final String RENEW =
      """
      WITH lease AS MATERIALIZED (
        SELECT slot.*, seconds, again
          FROM (SELECT subscription_id, channel, number, fence,
                       max(seconds) AS seconds, bool_or(seconds IS NULL) AS again
                  FROM unnest($1::bigint[], $2::text[], $3::smallint[], $4::bigint[], $5::float8[])
                       AS asked (subscription_id, channel, number, fence, seconds)
                 GROUP BY subscription_id, channel, number, fence
                 ORDER BY subscription_id, channel, number) AS asked,
               {locked_leases}
      )
      UPDATE slot
         SET leased_until = clock_timestamp() + make_interval(secs => greatest(
               seconds,
               CASE WHEN again
                    THEN least(greatest(
                                 round(extract(epoch FROM lease.leased_until
                                               - greatest(lease.granted_at, lease.renewed_at))),
                                 {shortest}),
                               {longest})
               END)),
             renewed_at = clock_timestamp()
        FROM lease
       WHERE lease.leased_until > clock_timestamp() AND {locked_row}
      RETURNING slot.subscription_id, {lease_columns},
                (SELECT {status}
                   FROM account
                  WHERE account.subscription_id = slot.subscription_id
                    AND account.channel = slot.channel) AS status
      """;

  public static final String SKIPPING_LOCKED = sql(false);
  public static final String WAITING_FOR_LOCKS = sql(true);

  private final Database database;

  public RenewStatement(Database database) {
    this.database = database;
  }

  /**
   * Lets the leases run on.
   *
   * @param waitForLocks whether to wait for slots that somebody else is just changing
   * @return the renewed leases, in the order of the renewals; empty where one had ended, or the
   *     slot is being changed and not waited for
   */
  Uni<List<Optional<RenewedLease>>> renew(List<Renewal> renewals, boolean waitForLocks) {
    long sent = System.nanoTime();
    return database
        .run(waitForLocks ? WAITING_FOR_LOCKS : SKIPPING_LOCKED, parameters(renewals))
        .map(rows -> byLease(rows, sent))
        .map(
            renewed ->
                renewals.stream()
                    .map(renewal -> Optional.ofNullable(renewed.get(renewal.lease())))
                    .toList());
  }

  private static String sql(boolean waitForLocks) {
    return SqlTemplate.fill(
        RENEW,
        Map.of(
            "locked_leases", RowLock.leases(waitForLocks),
            "shortest", SlotRequest.SHORTEST,
            "longest", SlotRequest.LONGEST,
            "locked_row", RowLock.lockedRow(waitForLocks),
            "lease_columns", LeaseRow.COLUMNS,
            "status", HealthSql.STATUS));
  }

  private static Tuple parameters(List<Renewal> renewals) {
    return LeaseRow.keys(renewals.stream().map(Renewal::lease).toList())
        .addValue(
            renewals.stream()
                .map(
                    renewal ->
                        renewal.leaseSeconds() == null
                            ? null
                            : renewal.leaseSeconds().doubleValue())
                .toArray(Double[]::new));
  }

  private static Map<LeaseKey, RenewedLease> byLease(RowSet<Row> rows, long sent) {
    Map<LeaseKey, RenewedLease> leases = new HashMap<>();
    for (Row row : rows) {
      Lease lease = LeaseRow.lease(row, sent);
      leases.put(
          new LeaseKey(row.getLong("subscription_id"), lease.id()),
          new RenewedLease(lease, row.getString("status")));
    }
    return leases;
  }
}
