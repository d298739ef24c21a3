package berth.account.upsert;

import berth.context.BackgroundContext;
import berth.discord.TokenCheck.Valid;
import berth.secret.DiscordToken;
import berth.warmup.WarmUp;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Stores an account of a subscription that is made for it, and rolls all of it back. The names and
 * numbers are drawn at random, so that no two pods wait for each other.
 */
@ApplicationScoped
class UpsertWarmUp implements WarmUp {

  /** Negative, as that of no subscription is. */
  private static final String ADD_SUBSCRIPTION =
      "INSERT INTO subscription (id, name, quantity, max_jobs) VALUES (?1, 'warm-up', 1, 1)";

  /** Between two statements classes are loaded, for longer than a pod may pause that serves. */
  private static final String ALLOW_PAUSES =
      "SET LOCAL idle_in_transaction_session_timeout = '30s'";

  private final Vertx vertx;
  private final StoreAccount storeAccount;

  UpsertWarmUp(Vertx vertx, StoreAccount storeAccount) {
    this.vertx = vertx;
    this.storeAccount = storeAccount;
  }

  @Override
  public Uni<?> run() {
    return BackgroundContext.run(vertx, () -> Panache.withTransaction(UpsertWarmUp.this::store));
  }

  private Uni<?> store() {
    UUID random = UUID.randomUUID();
    long subscriptionId = random.getMostSignificantBits() | Long.MIN_VALUE;
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createNativeQuery(ALLOW_PAUSES)
                    .executeUpdate()
                    .chain(
                        () ->
                            session
                                .createNativeQuery(ADD_SUBSCRIPTION)
                                .setParameter(1, subscriptionId)
                                .executeUpdate()))
        .chain(
            () ->
                storeAccount.store(
                    subscriptionId,
                    new AccountRequest(new DiscordToken("warm-up-" + random), 1),
                    new Valid("warm-up-" + random, "warm-up-" + random)))
        .call(() -> Panache.currentTransaction().invoke(Mutiny.Transaction::markForRollback));
  }
}
