package berth.subscription;

import berth.database.Database;
import berth.database.NativeSql;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/** The stored subscriptions and the API tokens that belong to them. */
@ApplicationScoped
public class Subscriptions implements PanacheRepository<SubscriptionEntity> {

  /** All subscriptions, the oldest first. */
  public Uni<List<Subscription>> listAllByAge() {
    return Database.withTimeout(
        Panache.withSession(
            () ->
                find("order by id")
                    .list()
                    .map(rows -> rows.stream().map(SubscriptionEntity::toSubscription).toList())));
  }

  /** How many accounts the subscription has configured. */
  public Uni<Long> countAccounts(long subscriptionId) {
    return Database.withTimeout(
        Panache.withSession(
            () ->
                NativeSql.single(
                    "SELECT count(*) FROM account WHERE subscription_id = ?1",
                    Long.class,
                    subscriptionId)));
  }

  /** Stores a new subscription and its API token. */
  public Uni<Subscription> create(NewSubscription params, ApiToken token) {
    SubscriptionEntity row = new SubscriptionEntity(params, Instant.now());
    return Database.withTimeout(
        Panache.withTransaction(
            () ->
                persist(row)
                    .call(
                        stored ->
                            Panache.getSession()
                                .call(s -> s.persist(new ApiTokenEntity(token, stored))))
                    .map(SubscriptionEntity::toSubscription)));
  }
}
