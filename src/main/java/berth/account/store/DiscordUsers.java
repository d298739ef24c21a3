package berth.account.store;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Under which channel each Discord user is configured. A user may be once in the whole service: two
 * accounts of one user would run twice as many jobs on it as either may.
 */
@ApplicationScoped
public class DiscordUsers {

  /** Makes the row if there is none, else changes nothing of it. */
  private static final String LOCK =
      """
      INSERT INTO discord_user (discord_user_id, channel)
      VALUES (?1, ?2)
          ON CONFLICT (discord_user_id) DO UPDATE SET channel = discord_user.channel
      RETURNING channel
      """;

  /**
   * Where the user is configured, or jobs run that were begun before its account was deleted. None
   * can begin there any more, so a channel that is found empty stays so.
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

  private static final String REMEMBER =
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
   * Where else a user counts.
   *
   * @param deleted whether no account is there any more, but jobs still run
   */
  public record Elsewhere(String channel, boolean deleted) {}

  /**
   * Lets only one transaction at a time configure the user. A token belongs to one user for ever,
   * so it is as good as a lock of the token, whatever keys a pod knows it by.
   *
   * @return the channel under which the user was configured last; this one if it never was
   */
  public Uni<String> lock(String userId, String channel) {
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createNativeQuery(LOCK, String.class)
                    .setParameter(1, userId)
                    .setParameter(2, channel)
                    .getSingleResult());
  }

  /** Where the locked user counts, if that is another channel. */
  public Uni<Optional<Elsewhere>> elsewhere(String userId, String channel) {
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createNativeQuery(OTHER_CHANNEL, Object[].class)
                    .setParameter(1, userId)
                    .setParameter(2, channel)
                    .getSingleResultOrNull())
        .map(
            row ->
                Optional.ofNullable(row)
                    .map(other -> new Elsewhere((String) other[0], (Boolean) other[1])));
  }

  /**
   * Notes where the user of an account is configured, if nobody has: a pod of the version before
   * may have configured it. Before any lock of the channel, as users are locked first.
   */
  public Uni<Void> remember(long subscriptionId, String channel) {
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createNativeQuery(REMEMBER)
                    .setParameter(1, subscriptionId)
                    .setParameter(2, channel)
                    .executeUpdate())
        .replaceWithVoid();
  }

  /** Notes that the locked user is configured under this channel from now on. */
  public Uni<Void> move(String userId, String channel) {
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createNativeQuery(MOVE)
                    .setParameter(1, userId)
                    .setParameter(2, channel)
                    .executeUpdate())
        .replaceWithVoid();
  }
}
