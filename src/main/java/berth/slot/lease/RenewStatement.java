package berth.slot.lease;

import berth.account.health.HealthSql;
import berth.database.Database;
import berth.database.SqlTemplate;
import io.micrometer.core.instrument.MeterRegistry;
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

/** Renews many leases, in one autocommit statement. */
@ApplicationScoped
public class RenewStatement {

  /**
   * A lease to renew.
   *
   * @param leaseSeconds its duration from now on; {@code null} for the duration of its last grant
   *     or renewal
   */
  public record Renewal(LeaseKey lease, @Nullable Integer leaseSeconds) {}

  /**
   * The statement locks the rows in the order of their keys, and checks the leases in the rows that
   * it has locked, so after it has waited for the locks. A lease that is renewed twice in one batch
   * gets the longer duration.
   *
   * <p>A lease last began to run at the later of {@code granted_at}, which a grant sets, and {@code
   * renewed_at}. Its last duration is counted from then to {@code leased_until}. Older versions
   * renew without {@code renewed_at}. For a lease that they renewed, the duration is too long by up
   * to the time that the lease had run before. It is never longer or shorter than a lease may be,
   * whatever the clock did.
   */
  private static final String RENEW =
      """
      WITH lease AS MATERIALIZED (
        SELECT slot.*, seconds, keeps_duration
          FROM (SELECT subscription_id, channel, number, fence,
                       max(seconds) AS seconds, bool_or(seconds IS NULL) AS keeps_duration
                  FROM unnest($1::bigint[], $2::text[], $3::smallint[], $4::bigint[], $5::float8[])
                       AS requested (subscription_id, channel, number, fence, seconds)
                 GROUP BY subscription_id, channel, number, fence
                 ORDER BY subscription_id, channel, number) AS requested,
               {locked_leases}
      )
      UPDATE slot
         SET leased_until = clock_timestamp() + make_interval(secs => greatest(
               seconds,
               CASE WHEN keeps_duration
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

  static final String SKIPPING_LOCKED = sql(false);
  static final String WAITING_FOR_LOCKS = sql(true);

  private final Database database;
  private final LeaseMetrics metrics;

  public RenewStatement(Database database, MeterRegistry meters) {
    this.database = database;
    this.metrics = new LeaseMetrics(meters);
  }

  /**
   * Renews the leases.
   *
   * @param waitForLocks whether to wait for slots that other transactions have locked
   * @return the renewed leases, in the order of the renewals; empty where a lease had ended, or the
   *     slot is locked and was not waited for
   */
  Uni<List<Optional<RenewedLease>>> renew(List<Renewal> renewals, boolean waitForLocks) {
    long sent = System.nanoTime();
    return database
        .run(waitForLocks ? WAITING_FOR_LOCKS : SKIPPING_LOCKED, parameters(renewals))
        .invoke(rows -> metrics.renewed(rows.size()))
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
      if (!lease.isOver()) {
        leases.put(
            new LeaseKey(row.getLong("subscription_id"), lease.id()),
            new RenewedLease(lease, row.getString("status")));
      }
    }
    return leases;
  }
}
