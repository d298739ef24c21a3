package berth.slot;

import berth.database.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Renews many leases, in one statement that commits by itself. */
@ApplicationScoped
class RenewStatement {

  /** A lease that is to run for that long from now on. */
  record Renewal(HeldLease lease, int leaseSeconds) {}

  /**
   * The leases are looked at in what their locks returned, and so after the wait for the locks,
   * which are taken in the order of the keys. A lease that is renewed twice at once gets the longer
   * time.
   */
  private static final String RENEW =
      """
      WITH renewal AS (
        SELECT subscription_id, channel, number, fence, max(seconds) AS seconds
          FROM unnest($1::bigint[], $2::text[], $3::smallint[], $4::bigint[], $5::float8[])
               AS asked (subscription_id, channel, number, fence, seconds)
         GROUP BY subscription_id, channel, number, fence
      ), held AS MATERIALIZED (
        SELECT slot.subscription_id, slot.channel, slot.number, slot.leased_until, renewal.seconds
          FROM slot JOIN renewal USING (subscription_id, channel, number, fence)
         ORDER BY slot.subscription_id, slot.channel, slot.number
           %s
      )
      UPDATE slot
         SET leased_until = clock_timestamp() + make_interval(secs => held.seconds)
        FROM held
       WHERE held.leased_until > clock_timestamp()
         AND slot.subscription_id = held.subscription_id
         AND slot.channel = held.channel AND slot.number = held.number
      RETURNING slot.subscription_id, %s
      """;

  private static final String AT_ONCE = RENEW.formatted(SlotLock.clause(false), LeaseRow.COLUMNS);
  private static final String PATIENTLY = RENEW.formatted(SlotLock.clause(true), LeaseRow.COLUMNS);

  private final Database database;

  RenewStatement(Database database) {
    this.database = database;
  }

  /**
   * Lets the leases run on.
   *
   * @param patient whether to wait for slots that somebody else is just changing
   * @return the renewed leases, in the order of the renewals; empty where one had ended, or the
   *     slot is being changed and not waited for
   */
  Uni<List<Optional<Lease>>> renew(List<Renewal> renewals, boolean patient) {
    long sent = System.nanoTime();
    return database
        .run(patient ? PATIENTLY : AT_ONCE, parameters(renewals))
        .map(rows -> byLease(rows, sent))
        .map(
            renewed ->
                renewals.stream()
                    .map(renewal -> Optional.ofNullable(renewed.get(renewal.lease())))
                    .toList());
  }

  private static Tuple parameters(List<Renewal> renewals) {
    return LeaseRow.keys(renewals.stream().map(Renewal::lease).toList())
        .addValue(
            renewals.stream()
                .map(renewal -> (double) renewal.leaseSeconds())
                .toArray(Double[]::new));
  }

  private static Map<HeldLease, Lease> byLease(RowSet<Row> rows, long sent) {
    Map<HeldLease, Lease> leases = new HashMap<>();
    for (Row row : rows) {
      Lease lease = LeaseRow.lease(row, sent);
      leases.put(new HeldLease(row.getLong("subscription_id"), lease.id()), lease);
    }
    return leases;
  }
}
