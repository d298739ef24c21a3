package berth.capacity;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The accounts of a subscription that may be drawn for a grant, numbered without a gap: {@code
 * place} is 0 to {@code rotation_size} - 1. Who joins or leaves locks the subscription's row, after
 * that of the channel and before those of accounts and slots.
 */
@ApplicationScoped
public class Rotation {

  private static final String GROW =
      "UPDATE subscription SET rotation_size = rotation_size + 1 WHERE id = ?1";

  private static final String SHRINK =
      "UPDATE subscription SET rotation_size = rotation_size - 1 WHERE id = ?1";

  private static final String TAKE_LAST_PLACE =
      """
      UPDATE account
         SET place = (SELECT rotation_size - 1 FROM subscription WHERE id = ?1)
       WHERE subscription_id = ?1 AND channel = ?2
      """;

  private static final String GIVE_UP_PLACE =
      "UPDATE account SET place = NULL WHERE subscription_id = ?1 AND channel = ?2";

  /** The one with the last place moves to the place that became free, unless that was the last. */
  private static final String FILL_GAP =
      """
      UPDATE account
         SET place = ?2
       WHERE subscription_id = ?1
         AND place = (SELECT rotation_size FROM subscription WHERE id = ?1)
      """;

  /** Lets the stored account be drawn. */
  public Uni<Void> join(long subscriptionId, String channel) {
    return Panache.getSession()
        .flatMap(
            session ->
                update(session, GROW, subscriptionId)
                    .chain(() -> update(session, TAKE_LAST_PLACE, subscriptionId, channel)))
        .replaceWithVoid();
  }

  /** Lets the account, which is one of those that may be drawn, be drawn no more. */
  public Uni<Void> leave(long subscriptionId, String channel) {
    return Panache.getSession()
        .flatMap(
            session ->
                update(session, SHRINK, subscriptionId)
                    .chain(() -> place(session, subscriptionId, channel))
                    .call(() -> update(session, GIVE_UP_PLACE, subscriptionId, channel))
                    .flatMap(place -> update(session, FILL_GAP, subscriptionId, place)))
        .replaceWithVoid();
  }

  private static Uni<Integer> place(Mutiny.Session session, long subscriptionId, String channel) {
    return session
        .createNativeQuery(
            "SELECT place FROM account WHERE subscription_id = ?1 AND channel = ?2", Integer.class)
        .setParameter(1, subscriptionId)
        .setParameter(2, channel)
        .getSingleResult();
  }

  private static Uni<Integer> update(Mutiny.Session session, String sql, Object... parameters) {
    Mutiny.MutationQuery query = session.createNativeQuery(sql);
    for (int i = 0; i < parameters.length; i++) {
      query.setParameter(i + 1, parameters[i]);
    }
    return query.executeUpdate();
  }
}
