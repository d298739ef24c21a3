package berth.subscription;

import berth.database.Database;
import berth.database.NativeSql;
import berth.event.Actor;
import berth.event.EventLog;
import berth.event.EventType;
import berth.event.PoolEvent;
import berth.subscription.token.ApiTokens;
import berth.subscription.token.NewToken;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The stored subscriptions. A change is in force in all pods a second after its commit. */
@ApplicationScoped
public class Subscriptions implements PanacheRepository<SubscriptionEntity> {

  private static final String COUNT_ACCOUNTS =
      "SELECT count(*) FROM account WHERE subscription_id = ?1";

  private final ApiTokens tokens;
  private final EventLog events;

  Subscriptions(ApiTokens tokens, EventLog events) {
    this.tokens = tokens;
    this.events = events;
  }

  /** A new subscription and its first API token. */
  public record Created(Subscription subscription, ApiTokens.Made token) {}

  /** What became of a subscription that was to be deleted. */
  public enum Deletion {
    DELETED,
    HAS_ACCOUNTS,
    NOT_FOUND
  }

  /** All subscriptions, the oldest first. */
  public Uni<List<Subscription>> listAllByAge() {
    return Database.withTimeout(
        Panache.withSession(
            () ->
                find("order by id")
                    .list()
                    .map(rows -> rows.stream().map(SubscriptionEntity::toSubscription).toList())));
  }

  /** The subscription; empty when there is none. */
  public Uni<Optional<Subscription>> find(long id) {
    return Database.withTimeout(
        Panache.withSession(
            () ->
                findById(id)
                    .map(row -> Optional.ofNullable(row).map(SubscriptionEntity::toSubscription))));
  }

  /** How many accounts the subscription has configured. */
  public Uni<Long> countAccounts(long subscriptionId) {
    return Database.withTimeout(
        Panache.withSession(() -> NativeSql.single(COUNT_ACCOUNTS, Long.class, subscriptionId)));
  }

  /** Stores a new subscription and its first API token. */
  public Uni<Created> create(NewSubscription params) {
    SubscriptionEntity row = new SubscriptionEntity(params, Instant.now());
    return Database.withTimeout(
        Panache.withTransaction(
            () ->
                persistAndFlush(row)
                    .map(SubscriptionEntity::toSubscription)
                    .flatMap(
                        stored ->
                            tokens
                                .add(stored.id(), NewToken.first())
                                .map(token -> new Created(stored, token)))
                    .call(
                        created ->
                            events.write(
                                created.subscription().id(), params.created(Actor.ADMIN)))));
  }

  /** Changes the subscription, and returns it; empty when there is none. */
  public Uni<Optional<Subscription>> update(long id, SubscriptionPatch patch) {
    return Database.withTimeout(
        Panache.withTransaction(
            () ->
                findById(id, LockModeType.PESSIMISTIC_WRITE)
                    .flatMap(
                        row ->
                            row == null
                                ? Uni.createFrom().item(Optional.empty())
                                : update(row, patch).map(Optional::of))));
  }

  private Uni<Subscription> update(SubscriptionEntity row, SubscriptionPatch patch) {
    patch.applyTo(row);
    Subscription updated = row.toSubscription();
    return patch.isEmpty()
        ? Uni.createFrom().item(updated)
        : events.write(updated.id(), patch.updated(Actor.ADMIN)).replaceWith(updated);
  }

  /** Deletes the subscription and its API tokens, unless it has accounts. */
  public Uni<Deletion> delete(long id) {
    return Database.withTimeout(
        Panache.withTransaction(
            () ->
                findById(id, LockModeType.PESSIMISTIC_WRITE)
                    .flatMap(
                        row ->
                            row == null
                                ? Uni.createFrom().item(Deletion.NOT_FOUND)
                                : deleteIfEmpty(id))));
  }

  /** The event is written first: writing it and deleting the subscription lock the webhook. */
  private Uni<Deletion> deleteIfEmpty(long id) {
    return NativeSql.single(COUNT_ACCOUNTS, Long.class, id)
        .flatMap(
            accounts ->
                accounts > 0
                    ? Uni.createFrom().item(Deletion.HAS_ACCOUNTS)
                    : events
                        .write(id, PoolEvent.of(EventType.SUBSCRIPTION_DELETED, Actor.ADMIN))
                        .chain(() -> delete("id", id))
                        .replaceWith(Deletion.DELETED));
  }

  /**
   * Deletes the API tokens of the subscription and lets it add no account, so that it can be
   * deleted account by account.
   *
   * @return whether there is such a subscription
   */
  public Uni<Boolean> close(long id) {
    return Database.withTimeout(
        Panache.withTransaction(
            () ->
                update("quantity = 0 where id = ?1", id)
                    .call(
                        () ->
                            NativeSql.update(
                                "DELETE FROM api_token WHERE subscription_id = ?1", id))
                    .map(updated -> updated == 1)));
  }
}
