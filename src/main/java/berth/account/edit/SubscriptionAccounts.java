package berth.account.edit;

import berth.database.Database;
import berth.event.Actor;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/**
 * Changes all accounts of a subscription, for the administrator: each in a transaction of its own,
 * as callers would change it. When it fails in between, it can be repeated.
 */
@ApplicationScoped
public class SubscriptionAccounts {

  private static final int PAGE = 500;

  private static final String ALL =
      """
      SELECT channel
        FROM account
       WHERE subscription_id = $1 AND channel > $2
       ORDER BY channel
       LIMIT $3
      """;

  private static final String ABOVE_CEILING =
      """
      SELECT channel
        FROM account JOIN subscription ON subscription.id = account.subscription_id
       WHERE subscription_id = $1 AND channel > $2 AND account.max_jobs > subscription.max_jobs
       ORDER BY channel
       LIMIT $3
      """;

  private final Database database;
  private final DeleteAccount deleteAccount;
  private final UpdateAccount updateAccount;

  SubscriptionAccounts(
      Database database, DeleteAccount deleteAccount, UpdateAccount updateAccount) {
    this.database = database;
    this.deleteAccount = deleteAccount;
    this.updateAccount = updateAccount;
  }

  /** Deletes all accounts. Running jobs keep their slots until their leases end. */
  public Uni<Void> deleteAll(long subscriptionId) {
    return forEach(
        ALL,
        subscriptionId,
        "",
        channel -> deleteAccount.delete(subscriptionId, channel, Actor.ADMIN));
  }

  /** Lowers the limits of accounts that are above the ceiling of the subscription. */
  public Uni<Void> lowerToCeiling(long subscriptionId) {
    return forEach(
        ABOVE_CEILING,
        subscriptionId,
        "",
        channel -> updateAccount.lowerToCeiling(subscriptionId, channel, Actor.ADMIN));
  }

  private Uni<Void> forEach(
      String pages, long subscriptionId, String after, Function<String, Uni<?>> change) {
    return database
        .run(pages, Tuple.of(subscriptionId, after, PAGE))
        .map(SubscriptionAccounts::channels)
        .flatMap(
            channels ->
                channels.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : Multi.createFrom()
                        .iterable(channels)
                        .onItem()
                        .transformToUniAndConcatenate(change::apply)
                        .collect()
                        .last()
                        .flatMap(
                            done ->
                                forEach(
                                    pages,
                                    subscriptionId,
                                    channels.get(channels.size() - 1),
                                    change)));
  }

  private static List<String> channels(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row -> row.getString("channel"))
        .toList();
  }
}
