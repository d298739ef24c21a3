package berth.capacity;

import berth.database.NativeSql;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * The accounts of a subscription that a grant can draw, numbered without a gap: {@code place} is 0
 * to {@code rotation_size} - 1. The other accounts have no place.
 *
 * <p>A transaction by which an account joins or leaves locks the row of the subscription, after
 * that of the channel and before those of accounts and slots. An account that leaves changes the
 * row of another account. A transaction that held that row while it waited for the subscription
 * would cause a deadlock.
 */
@ApplicationScoped
public class Rotation {

  private static final String LOCK = "SELECT 1 FROM subscription WHERE id = ?1 FOR NO KEY UPDATE";

  private static final String PLACE =
      "SELECT coalesce(place, -1) FROM account WHERE subscription_id = ?1 AND channel = ?2";

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

  /** The account with the last place moves to the free place, unless that was the last. */
  private static final String FILL_GAP =
      """
      UPDATE account
         SET place = ?2
       WHERE subscription_id + 0 = ?1
         AND place = (SELECT rotation_size FROM subscription WHERE id = ?1)
      """;

  /**
   * Locks the rotation, so that no other account joins or leaves. For transactions that will change
   * the rotation, but write the account first.
   */
  public Uni<Void> lock(long subscriptionId) {
    return NativeSql.single(LOCK, Integer.class, subscriptionId).replaceWithVoid();
  }

  /** Gives the stored account a place, unless it has one already. */
  Uni<Void> join(long subscriptionId, String channel) {
    return place(subscriptionId, channel)
        .flatMap(
            place ->
                place.isPresent()
                    ? Uni.createFrom().voidItem()
                    : NativeSql.update(GROW, subscriptionId)
                        .chain(() -> NativeSql.update(TAKE_LAST_PLACE, subscriptionId, channel))
                        .replaceWithVoid());
  }

  /** Takes the place of the account away, if it has one. */
  public Uni<Void> leave(long subscriptionId, String channel) {
    return place(subscriptionId, channel)
        .flatMap(
            place ->
                place.isPresent()
                    ? giveUpPlace(subscriptionId, channel)
                    : Uni.createFrom().voidItem());
  }

  /**
   * Reads the place again: until the subscription was locked, the account could be moved to another
   * place.
   */
  private static Uni<Void> giveUpPlace(long subscriptionId, String channel) {
    return NativeSql.update(SHRINK, subscriptionId)
        .chain(() -> place(subscriptionId, channel))
        .call(() -> NativeSql.update(GIVE_UP_PLACE, subscriptionId, channel))
        .flatMap(place -> NativeSql.update(FILL_GAP, subscriptionId, place.orElseThrow()))
        .replaceWithVoid();
  }

  /**
   * The place of the account, if it has one. Whether it has one changes only under the lock of the
   * channel, and which one it is changes only under that of the subscription.
   */
  private static Uni<Optional<Integer>> place(long subscriptionId, String channel) {
    return NativeSql.single(PLACE, Integer.class, subscriptionId, channel)
        .map(place -> Optional.of(place).filter(present -> present >= 0));
  }
}
