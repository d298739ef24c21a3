package berth.capacity;

import berth.database.Database;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Brings the slots of a channel in line with what its account may run. */
@ApplicationScoped
public class SlotLimits {

  private final SlotRows slots;

  SlotLimits(SlotRows slots) {
    this.slots = slots;
  }

  /** Whose channel it is, and how many jobs it may run; no row when it is nobody's. */
  private record Limit(long subscriptionId, int maxJobs) {}

  /**
   * Applies the account's limit as the transaction that is under way sees it: 0 when there is no
   * account. To be called within a transaction that has changed the account or the owner of the
   * channel.
   *
   * <p>Two locks order this against all else. That of the channel's row comes first, so that one
   * resize at a time looks at the slots and at the limit. Then those of the slots, in the order of
   * their keys: a grant that had found one of them free waits, reads the row anew and finds it
   * taken out of play.
   */
  public Uni<Void> apply(String channel) {
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .flush()
                    .chain(() -> lock(session, channel))
                    .flatMap(locked -> limit(session, channel))
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
        .createNativeQuery(
            """
            SELECT subscription_id, max_jobs
              FROM channel JOIN account USING (subscription_id, channel)
             WHERE channel = ?1
            """,
            Object[].class)
        .setParameter(1, channel)
        .getSingleResultOrNull()
        .map(
            row ->
                row == null
                    ? null
                    : new Limit(((Number) row[0]).longValue(), ((Number) row[1]).intValue()));
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
