package berth.account.upsert;

import berth.context.BackgroundContext;
import berth.database.NativeSql;
import berth.discord.TokenCheck.Valid;
import berth.event.Actor;
import berth.secret.DiscordToken;
import berth.warmup.WarmUp;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Creates a subscription, stores an account of it, and rolls back both. The keys are random, so
 * that two pods do not wait for the same locks.
 */
@ApplicationScoped
class UpsertWarmUp implements WarmUp {

  /** The id is negative, unlike those of real subscriptions. */
  private static final String ADD_SUBSCRIPTION =
      "INSERT INTO subscription (id, name, quantity, max_jobs) VALUES (?1, 'warm-up', 1, 1)";

  /** Loading classes between two statements may take longer than the usual timeout. */
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
    return NativeSql.update(ALLOW_PAUSES)
        .chain(() -> NativeSql.update(ADD_SUBSCRIPTION, subscriptionId))
        .chain(
            () ->
                storeAccount.store(
                    subscriptionId,
                    new AccountRequest(new DiscordToken("warm-up-" + random), 1),
                    new Valid("warm-up-" + random, "warm-up-" + random),
                    Actor.BERTH))
        .call(() -> Panache.currentTransaction().invoke(Mutiny.Transaction::markForRollback));
  }
}
