package berth.account.change;

import berth.account.health.Health;
import berth.account.health.HealthEvent;
import berth.account.health.HealthStatus;
import berth.account.store.AccountEntity;
import berth.account.store.Accounts;
import berth.account.store.StoredToken;
import berth.capacity.Rotation;
import berth.event.Actor;
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
  private final FinishChange finishChange;
  private final AccountTransactions transactions;

  ChangeHealth(
      Accounts accounts,
      Rotation rotation,
      FinishChange finishChange,
      AccountTransactions transactions) {
    this.accounts = accounts;
    this.rotation = rotation;
    this.finishChange = finishChange;
    this.transactions = transactions;
  }

  /**
   * Applies the event to the account.
   *
   * @param actor who causes the change
   * @return the health afterwards; empty when the subscription has no such account
   */
  public Uni<Optional<Health>> change(
      long subscriptionId, String channel, HealthEvent event, Actor actor) {
    return changeIf(subscriptionId, channel, row -> true, event, actor);
  }

  /** Does the same if the account still has this token; otherwise returns empty. */
  public Uni<Optional<Health>> changeIf(StoredToken token, HealthEvent event, Actor actor) {
    return changeIf(token.subscriptionId(), token.channel(), token::isOf, event, actor);
  }

  /** Does the same if the account still has this token and this status. */
  public Uni<Optional<Health>> changeIf(
      StoredToken token, HealthStatus status, HealthEvent event, Actor actor) {
    return changeIf(
        token.subscriptionId(),
        token.channel(),
        row -> token.isOf(row) && row.health().status() == status,
        event,
        actor);
  }

  private Uni<Optional<Health>> changeIf(
      long subscriptionId,
      String channel,
      Predicate<AccountEntity> condition,
      HealthEvent event,
      Actor actor) {
    return transactions.run(
        subscriptionId,
        channel,
        () -> changeLocked(subscriptionId, channel, condition, event, actor),
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
      Actor actor,
      Duration timeout,
      Supplier<Uni<Optional<T>>> work) {
    return transactions.run(
        subscriptionId,
        channel,
        timeout,
        () ->
            changeLocked(subscriptionId, channel, row -> true, event, actor)
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
   * locked first, so the row must have no other changes before. The caller finishes the change
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
      long subscriptionId,
      String channel,
      Predicate<AccountEntity> condition,
      HealthEvent event,
      Actor actor) {
    return accounts
        .lock(subscriptionId, channel)
        .flatMap(
            row ->
                row != null && condition.test(row)
                    ? change(row, event, actor).map(Optional::of)
                    : Uni.createFrom().item(Optional.empty()));
  }

  private Uni<Health> change(AccountEntity row, HealthEvent event, Actor actor) {
    Health before = row.health();
    Health after = row.healthAfter(event);
    return after.equals(before)
        ? Uni.createFrom().item(after)
        : write(row, after)
            .chain(
                () ->
                    finishChange.finish(
                        row,
                        HealthEvents.of(row.channel(), before, after, actor).stream().toList()))
            .replaceWith(after);
  }

  private static Uni<Void> rollBack() {
    return Panache.currentTransaction()
        .invoke(Mutiny.Transaction::markForRollback)
        .replaceWithVoid();
  }
}
