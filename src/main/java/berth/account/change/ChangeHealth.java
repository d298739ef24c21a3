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
 * Lets something happen to an account, and takes its slots out of play or brings them back, in one
 * transaction under the lock of its channel. Then tells of it.
 */
@ApplicationScoped
public class ChangeHealth {

  private final Accounts accounts;
  private final Rotation rotation;
  private final SlotLimits limits;
  private final AccountTransactions transactions;
  private final AccountChanges changes;

  ChangeHealth(
      Accounts accounts,
      Rotation rotation,
      SlotLimits limits,
      AccountTransactions transactions,
      AccountChanges changes) {
    this.accounts = accounts;
    this.rotation = rotation;
    this.limits = limits;
    this.transactions = transactions;
    this.changes = changes;
  }

  /** How it stands with the account then; empty when the subscription has no such account. */
  public Uni<Optional<Health>> change(long subscriptionId, String channel, HealthEvent event) {
    return changeIf(subscriptionId, channel, row -> true, event);
  }

  /** The same if it still has this token; empty if not. */
  public Uni<Optional<Health>> changeIf(StoredToken token, HealthEvent event) {
    return changeIf(token.subscriptionId(), token.channel(), token::isOf, event);
  }

  /** The same if its status is still this one, too. */
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
        () -> within(subscriptionId, channel, condition, event),
        changed -> tell(subscriptionId, channel, changed));
  }

  /**
   * The same together with something else, which is done when all the locks are held. It may take
   * longer than others wait for the database: when the health of many accounts changes at once they
   * queue up.
   *
   * @param timeout after which it is not begun any more
   * @param work whether it was done: else nothing is changed
   */
  public Uni<Optional<Health>> changeWith(
      long subscriptionId,
      String channel,
      HealthEvent event,
      Duration timeout,
      Supplier<Uni<Boolean>> work) {
    return transactions.run(
        subscriptionId,
        timeout,
        () ->
            within(subscriptionId, channel, row -> true, event)
                .flatMap(
                    changed ->
                        changed.isEmpty()
                            ? Uni.createFrom().item(changed)
                            : work.get()
                                .flatMap(
                                    done -> done ? Uni.createFrom().item(changed) : rollBack())),
        changed -> tell(subscriptionId, channel, changed));
  }

  /**
   * Writes it to the row, which has no other changes yet: first the rotation has to be locked, if
   * the account joins or leaves it. The limits are to be applied afterwards.
   */
  public Uni<Void> write(AccountEntity row, Health after) {
    Uni<Void> locked =
        row.health().isInRotation() == after.isInRotation()
            ? Uni.createFrom().voidItem()
            : rotation.lock(row.subscriptionId());
    return locked.invoke(() -> row.set(after));
  }

  private void tell(long subscriptionId, String channel, Optional<Health> changed) {
    changed.ifPresent(health -> changes.tell(subscriptionId, channel));
  }

  private Uni<Optional<Health>> within(
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
    Health after = row.after(event);
    return after.equals(row.health())
        ? Uni.createFrom().item(after)
        : write(row, after).chain(() -> limits.apply(row.channel())).replaceWith(after);
  }

  private static Uni<Optional<Health>> rollBack() {
    return Panache.currentTransaction()
        .invoke(Mutiny.Transaction::markForRollback)
        .replaceWith(Optional.empty());
  }
}
