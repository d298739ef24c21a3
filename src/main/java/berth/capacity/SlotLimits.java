package berth.capacity;

import berth.account.health.HealthSql;
import berth.database.Database;
import berth.database.NativeSql;
import berth.database.SqlTemplate;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Adapts the slots of a channel, and its place in the rotation, to the account of the channel. */
@ApplicationScoped
public class SlotLimits {

  private static final String LOCK =
      "SELECT channel FROM channel WHERE channel = ?1 FOR NO KEY UPDATE";

  /** The limit of an account out of rotation is 0. */
  static final String LIMIT =
      SqlTemplate.fill(
          """
      SELECT subscription_id, CASE WHEN {in_rotation} THEN max_jobs ELSE 0 END, {in_rotation}
        FROM channel JOIN account USING (subscription_id, channel)
       WHERE channel = ?1
      """,
          Map.of("in_rotation", HealthSql.IN_ROTATION));

  private final SlotRows slots;
  private final Rotation rotation;

  SlotLimits(SlotRows slots, Rotation rotation) {
    this.slots = slots;
    this.rotation = rotation;
  }

  /** The owner of a channel, and how many jobs its account may run. */
  private record Limit(long subscriptionId, int maxJobs, boolean inRotation) {}

  /**
   * Applies the limit and the health of the account, as the current transaction sees them. The
   * limit is 0 when there is no account, or when it is out of rotation. Must be called within a
   * transaction that has changed the account or the owner of the channel. If that took the account
   * out of rotation or brought it back, the transaction must hold the lock of the {@link Rotation}.
   *
   * <p>Locks order this against all other statements. The row of the channel is locked first, so
   * that one change at a time reads the slots and the limit. The rotation and accounts follow, and
   * then the slots, in key order. A grant that has found one of the slots free waits for its lock,
   * reads the row anew and finds the slot closed.
   */
  public Uni<Void> apply(String channel) {
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .flush()
                    .chain(() -> NativeSql.optional(LOCK, String.class, channel))
                    .flatMap(locked -> limit(channel))
                    .call(limit -> rotate(channel, limit))
                    .flatMap(limit -> resize(session, channel, limit)));
  }

  /** Does the same in a transaction of its own. */
  public Uni<Void> applyAnew(String channel) {
    return Database.withTimeout(Panache.withTransaction(() -> apply(channel)));
  }

  /**
   * Reads the limit in a statement of its own: the statement that waits for the lock sees the limit
   * from before the wait.
   */
  private static Uni<@Nullable Limit> limit(String channel) {
    return NativeSql.optional(LIMIT, Object[].class, channel)
        .map(
            found ->
                found
                    .map(
                        row ->
                            new Limit(
                                ((Number) row[0]).longValue(),
                                ((Number) row[1]).intValue(),
                                (Boolean) row[2]))
                    .orElse(null));
  }

  private Uni<Void> rotate(String channel, @Nullable Limit limit) {
    if (limit == null) {
      return Uni.createFrom().voidItem();
    }
    return limit.inRotation()
        ? rotation.join(limit.subscriptionId(), channel)
        : rotation.leave(limit.subscriptionId(), channel);
  }

  private Uni<Void> resize(Mutiny.Session session, String channel, @Nullable Limit limit) {
    return slots
        .lock(channel)
        .flatMap(
            rows -> {
              List<Resize.Slot> before =
                  rows.stream()
                      .map(
                          row ->
                              new Resize.Slot(
                                  limit != null && row.subscriptionId == limit.subscriptionId(),
                                  row.number,
                                  row.held))
                      .toList();
              Resize resize = Resize.plan(before, limit == null ? 0 : limit.maxJobs());
              for (int i = 0; i < rows.size(); i++) {
                rows.get(i).state = resize.states().get(i);
              }
              if (limit == null) {
                return session.flush();
              }
              Object[] added =
                  resize.added().stream()
                      .map(number -> new SlotEntity(limit.subscriptionId(), channel, number))
                      .toArray();
              return session.persistAll(added).chain(session::flush);
            });
  }
}
