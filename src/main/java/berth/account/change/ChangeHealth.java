package berth.account.change;

import berth.account.health.Health;
import berth.account.health.HealthEvent;
import berth.account.health.HealthStatus;
import berth.account.store.AccountEntity;
import berth.account.store.Accounts;
import berth.account.store.StoredToken;
import berth.capacity.Rotation;
import berth.capacity.SlotLimits;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Changes the health of an account and takes its slots out of rotation or brings them back, in one
 * transaction that holds the lock of the channel. Then publishes the change.
 */
@ApplicationScoped
public class ChangeHealth {

  private final Accounts accounts;
  private final Rotation rotation;
  private final SlotLimits limits;
  private final AccountTransactions transactions;

  ChangeHealth(
      Accounts accounts, Rotation rotation, SlotLimits limits, AccountTransactions transactions) {
    this.accounts = accounts;
    this.rotation = rotation;
    this.limits = limits;
    this.transactions = transactions;
  }

  /**
   * Applies the event to the account.
   *
   * @return the health afterwards; empty when the subscription has no such account
   */
  public Uni<Optional<Health>> change(long subscriptionId, String channel, HealthEvent event) {
    return changeIf(subscriptionId, channel, row -> true, event);
  }

  /** Does the same if the account still has this token; otherwise returns empty. */
  public Uni<Optional<Health>> changeIf(StoredToken token, HealthEvent event) {
    return changeIf(token.subscriptionId(), token.channel(), token::isOf, event);
  }

  /** Does the same if the account still has this token and this status. */
  public Uni<Optional<Health>> changeIf(StoredToken token, HealthStatus status, HealthEvent event) {
    return changeIf(
        token.subscriptionId(),
        token.channel(),
        row -> token.isOf(row) && row.health().status() == status,
        event);
  }

  private Uni<Optional<Health>> changeIf(
      long subscriptionId, String channel, Predicate<AccountEntity> condition, HealthEvent event) {
    return transactions.run(
        subscriptionId,
        channel,
        () -> changeLocked(subscriptionId, channel, condition, event),
        Optional::isPresent);
  }

  /**
   * Does the same together with other work, which runs when all locks are held. May take longer
   * than the database timeout: when the health of many accounts changes at once, the transactions
   * queue.
   *
   * @param timeout after which the transaction does not begin
   * @param work returns its result; if that is empty, the transaction is rolled back
   * @return the result of the work; empty when nothing was changed
   */
  public <T> Uni<Optional<T>> changeWith(
      long subscriptionId,
      String channel,
      HealthEvent event,
      Duration timeout,
      Supplier<Uni<Optional<T>>> work) {
    return transactions.run(
        subscriptionId,
        channel,
        timeout,
        () ->
            changeLocked(subscriptionId, channel, row -> true, event)
                .flatMap(
                    changed ->
                        changed.isEmpty()
                            ? Uni.createFrom().item(Optional.<T>empty())
                            : work.get()
                                .call(
                                    result ->
                                        result.isPresent()
                                            ? Uni.createFrom().voidItem()
                                            : rollBack())),
        Optional::isPresent);
  }

  /**
   * Writes the health to the row. If the account joins or leaves the rotation, the rotation is
   * locked first, so the row must have no other changes before. The caller applies the limits
   * afterwards.
   */
  public Uni<Void> write(AccountEntity row, Health after) {
    Uni<Void> locked =
        row.health().isInRotation() == after.isInRotation()
            ? Uni.createFrom().voidItem()
            : rotation.lock(row.subscriptionId());
    return locked.invoke(() -> row.set(after));
  }

  private Uni<Optional<Health>> changeLocked(
      long subscriptionId, String channel, Predicate<AccountEntity> condition, HealthEvent event) {
    return accounts
        .lock(subscriptionId, channel)
        .flatMap(
            row ->
                row != null && condition.test(row)
                    ? change(row, event).map(Optional::of)
                    : Uni.createFrom().item(Optional.empty()));
  }

  private Uni<Health> change(AccountEntity row, HealthEvent event) {
    Health after = row.healthAfter(event);
    return after.equals(row.health())
        ? Uni.createFrom().item(after)
        : write(row, after).chain(() -> limits.apply(row.channel())).replaceWith(after);
  }

  private static Uni<Void> rollBack() {
    return Panache.currentTransaction()
        .invoke(Mutiny.Transaction::markForRollback)
        .replaceWithVoid();
  }
}
