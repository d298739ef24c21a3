package berth.account.store;

import berth.database.NativeSql;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Under which channel each Discord user is configured. A user may have only one account in the
 * whole service: two accounts of one user could run twice as many jobs as the limit of either.
 */
@ApplicationScoped
public class DiscordUsers {

  /** Locks the row; inserts it first when there is none. */
  private static final String LOCK =
      """
      INSERT INTO discord_user (discord_user_id, channel)
      VALUES (?1, ?2)
          ON CONFLICT (discord_user_id) DO UPDATE SET channel = discord_user.channel
      RETURNING channel
      """;

  /**
   * Another channel under which the user is configured, or under which its jobs still run although
   * the account was deleted. No new job can start on the channel of a deleted account, so once it
   * has no running jobs it stays without.
   */
  private static final String OTHER_CHANNEL =
      """
      SELECT channel, false AS deleted
        FROM account
       WHERE discord_user_id = ?1 AND channel <> ?2
      UNION ALL
      SELECT channel, true
        FROM discord_user
       WHERE discord_user_id = ?1 AND channel <> ?2
         AND EXISTS (SELECT
                       FROM slot
                      WHERE slot.channel = discord_user.channel
                        AND leased_until > clock_timestamp())
       ORDER BY deleted
       LIMIT 1
      """;

  private static final String INSERT_IF_MISSING =
      """
      INSERT INTO discord_user (discord_user_id, channel)
      SELECT discord_user_id, channel
        FROM account
       WHERE subscription_id = ?1 AND channel = ?2
          ON CONFLICT DO NOTHING
      """;

  private static final String MOVE =
      "UPDATE discord_user SET channel = ?2 WHERE discord_user_id = ?1";

  /**
   * Another channel of a user.
   *
   * @param deleted whether the account was deleted, but its jobs still run
   */
  public record OtherChannel(String channel, boolean deleted) {}

  /**
   * Locks the user, so that only one transaction at a time can configure it. A token belongs to the
   * same user for ever. So this locks the token too, even between pods with different encryption
   * keys, which store different digests of it.
   *
   * @return the channel under which the user was configured last; the given channel if the user
   *     never was
   */
  public Uni<String> lock(String userId, String channel) {
    return NativeSql.single(LOCK, String.class, userId, channel);
  }

  /** Another channel of the locked user than the given one, if there is one. */
  public Uni<Optional<OtherChannel>> otherChannel(String userId, String channel) {
    return NativeSql.optional(OTHER_CHANNEL, Object[].class, userId, channel)
        .map(row -> row.map(other -> new OtherChannel((String) other[0], (Boolean) other[1])));
  }

  /**
   * Inserts the row of the account's user if there is none: a pod of an earlier version may have
   * configured the account without it. Must run before the channel is locked, since users are
   * locked first.
   */
  public Uni<Void> insertIfMissing(long subscriptionId, String channel) {
    return NativeSql.update(INSERT_IF_MISSING, subscriptionId, channel).replaceWithVoid();
  }

  /** Records that the locked user is configured under the channel from now on. */
  public Uni<Void> move(String userId, String channel) {
    return NativeSql.update(MOVE, userId, channel).replaceWithVoid();
  }
}
