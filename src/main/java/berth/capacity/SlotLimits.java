package berth.capacity;

import berth.account.health.HealthSql;
import berth.database.Database;
import berth.database.SqlTemplate;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Brings the slots of a channel, and its place in the rotation, in line with its account. */
@ApplicationScoped
public class SlotLimits {

  /** An account that is out of play may run nothing. */
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

  /** Whose channel it is, and how many jobs it may run; no row when it is nobody's. */
  private record Limit(long subscriptionId, int maxJobs, boolean inRotation) {}

  /**
   * Applies the account's limit and health as the transaction that is under way sees them: nothing
   * may run when there is no account, or it is out of play. To be called within a transaction that
   * has changed the account or the owner of the channel; where that took the account out of play or
   * brought it back, under the lock of the {@link Rotation}.
   *
   * <p>These locks order it against all else. That of the channel's row comes first, so that one
   * change at a time looks at the slots and at the limit. Then that of the rotation, and those of
   * accounts. Then those of the slots, in the order of their keys: a grant that had found one of
   * them free waits, reads the row anew and finds it taken out of play.
   */
  public Uni<Void> apply(String channel) {
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .flush()
                    .chain(() -> lock(session, channel))
                    .flatMap(locked -> limit(session, channel))
                    .call(limit -> rotate(channel, limit))
                    .flatMap(limit -> resize(session, channel, limit)));
  }

  /** The same in a transaction of its own. */
  public Uni<Void> applyAnew(String channel) {
    return Database.orGiveUp(Panache.withTransaction(() -> apply(channel)));
  }

  private static Uni<?> lock(Mutiny.Session session, String channel) {
    return session
        .createNativeQuery("SELECT channel FROM channel WHERE channel = ?1 FOR NO KEY UPDATE")
        .setParameter(1, channel)
        .getResultList();
  }

  /** A statement of its own: one that had waited for the lock would see the limit before it. */
  private static Uni<@Nullable Limit> limit(Mutiny.Session session, String channel) {
    return session
        .createNativeQuery(LIMIT, Object[].class)
        .setParameter(1, channel)
        .getSingleResultOrNull()
        .map(
            row ->
                row == null
                    ? null
                    : new Limit(
                        ((Number) row[0]).longValue(),
                        ((Number) row[1]).intValue(),
                        (Boolean) row[2]));
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
        .lockOf(channel)
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
