package berth.slot.release;

import berth.database.NativeSql;
import berth.database.SqlTemplate;
import berth.slot.lease.LeaseId;
import berth.slot.lease.LeaseKey;
import berth.slot.lease.LeaseRow;
import berth.time.Timeouts;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Ends a lease whose holder reports an outcome that changes the account. */
@ApplicationScoped
class ReleaseInTransaction {

  /**
   * Ends only a lease that runs and was granted with the token that the account has now. A grant
   * that read the old token may be recorded after the token was replaced, by at most the time that
   * the statement of the grant and the transaction of the replacement may take, 2 seconds each.
   */
  static final String RELEASE =
      SqlTemplate.fill(
          """
      UPDATE slot
         SET {released}
        FROM account
       WHERE slot.subscription_id = ?1 AND slot.channel = ?2
         AND slot.number = ?3 AND slot.fence = ?4
         AND slot.leased_until > clock_timestamp()
         AND account.subscription_id = slot.subscription_id AND account.channel = slot.channel
         AND slot.granted_at > account.token_since + interval {token_in_doubt}
      RETURNING date_part('epoch', clock_timestamp() - slot.granted_at)
      """,
          Map.of(
              "released",
              LeaseRow.RELEASED,
              "token_in_doubt",
              Timeouts.sql(Timeouts.SETTLED.multipliedBy(2))));

  /**
   * Ends the lease within the current transaction, which must hold the lock of the channel.
   *
   * @return how long the slot was held; empty when this has not ended the lease
   */
  Uni<Optional<Duration>> release(LeaseKey lease) {
    LeaseId id = lease.id();
    return NativeSql.optional(
            RELEASE,
            Double.class,
            lease.subscriptionId(),
            id.channel(),
            (short) id.number(),
            id.fence())
        .map(seconds -> seconds.map(LeaseRow::duration));
  }
}
