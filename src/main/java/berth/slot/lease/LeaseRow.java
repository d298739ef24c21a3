package berth.slot.lease;

import berth.secret.Encrypted;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;

/** Reads leases from rows with the columns {@link #COLUMNS}, and makes parameters of their keys. */
public final class LeaseRow {

  public static final String COLUMNS =
      """
      slot.channel, slot.number, slot.fence, slot.ref, slot.granted_at, slot.leased_until,
      date_part('epoch', slot.leased_until - clock_timestamp()) AS seconds_left
      """;

  /**
   * What makes a row of {@code slot} released, for {@code SET}. A lease that ran out never ends at
   * minus infinity.
   */
  public static final String RELEASED = "leased_until = '-infinity', ref = NULL";

  private LeaseRow() {}

  /**
   * Reads the lease of the row.
   *
   * @param sent when the statement was sent, by {@link System#nanoTime}. The time since then is
   *     subtracted, so that a pod that was frozen while the response waited does not overestimate
   *     the time that is left
   */
  public static Lease lease(Row row, long sent) {
    Duration sinceSent = Duration.ofNanos(System.nanoTime() - sent);
    Duration leftAtResponse = duration(row.getDouble("seconds_left"));
    return new Lease(
        id(row),
        row.getString("ref"),
        row.getOffsetDateTime("granted_at").toInstant(),
        row.getOffsetDateTime("leased_until").toInstant(),
        leftAtResponse.minus(sinceSent));
  }

  /** A time in seconds, as PostgreSQL returns it. */
  public static Duration duration(double seconds) {
    return Duration.ofMillis((long) (seconds * 1000));
  }

  static LeaseId id(Row row) {
    return new LeaseId(row.getString("channel"), row.getShort("number"), row.getLong("fence"));
  }

  /** Reads the token of the lease's account, from the columns of {@code account}. */
  public static Encrypted token(Row row) {
    return new Encrypted(
        row.getString("token_key_id"), row.getBuffer("token_ciphertext").getBytes());
  }

  /** The keys as four array parameters: subscriptions, channels, numbers and fences. */
  public static Tuple keys(List<LeaseKey> leases) {
    return Tuple.of(
        leases.stream().map(LeaseKey::subscriptionId).toArray(Long[]::new),
        leases.stream().map(lease -> lease.id().channel()).toArray(String[]::new),
        leases.stream().map(lease -> (short) lease.id().number()).toArray(Short[]::new),
        leases.stream().map(lease -> lease.id().fence()).toArray(Long[]::new));
  }
}
