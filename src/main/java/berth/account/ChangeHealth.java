package berth.account;

import berth.batch.AskersContext;
import berth.batch.Detached;
import berth.capacity.Rotation;
import berth.capacity.SlotLimits;
import berth.database.Database;
import berth.health.Health;
import berth.health.HealthEvent;
import berth.health.HealthStatus;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
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

  private final InTurn turns = new InTurn();
  private final Accounts accounts;
  private final Rotation rotation;
  private final SlotLimits limits;
  private final HealthTransactions transactions;
  private final AccountNews news;

  ChangeHealth(
      Accounts accounts,
      Rotation rotation,
      SlotLimits limits,
      HealthTransactions transactions,
      AccountNews news) {
    this.accounts = accounts;
    this.rotation = rotation;
    this.limits = limits;
    this.transactions = transactions;
    this.news = news;
  }

  /** How it stands with the account then; empty when the subscription has no such account. */
  public Uni<Optional<Health>> change(long subscriptionId, String channel, HealthEvent event) {
    return changeIf(subscriptionId, channel, row -> true, event);
  }

  /** The same if it still has this token; empty if not. */
  Uni<Optional<Health>> changeIf(StoredToken token, HealthEvent event) {
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
    return Database.orGiveUp(
        inTransaction(
            subscriptionId, channel, () -> within(subscriptionId, channel, condition, event)));
  }

  /**
   * The same together with something else, which is done when all the locks are held. It may take
   * longer than others wait for the database: when the health of many accounts changes at once they
   * queue up.
   *
   * @param work whether it was done: else nothing is changed
   */
  public Uni<Optional<Health>> changeWith(
      long subscriptionId, String channel, HealthEvent event, Supplier<Uni<Boolean>> work) {
    return inTransaction(
        subscriptionId,
        channel,
        () ->
            within(subscriptionId, channel, row -> true, event)
                .flatMap(
                    changed ->
                        changed.isEmpty()
                            ? Uni.createFrom().item(changed)
                            : work.get()
                                .flatMap(
                                    done -> done ? Uni.createFrom().item(changed) : rollBack())));
  }

  /**
   * Writes it to the row, which has no other changes yet: first the rotation has to be locked, if
   * the account joins or leaves it. The limits are to be applied afterwards.
   */
  Uni<Void> write(AccountEntity row, Health after) {
    Uni<Void> locked =
        row.health().isInPlay() == after.isInPlay()
            ? Uni.createFrom().voidItem()
            : rotation.lock(row.subscriptionId);
    return locked.invoke(() -> row.set(after));
  }

  /** What was changed is told of, even if nobody waits any more. */
  private Uni<Optional<Health>> inTransaction(
      long subscriptionId, String channel, Supplier<Uni<Optional<Health>>> work) {
    return Uni.createFrom()
        .deferred(
            () ->
                Detached.of(
                        inTurn(subscriptionId, work)
                            .invoke(
                                changed ->
                                    changed.ifPresent(
                                        health -> news.tell(subscriptionId, channel))))
                    .emitOn(AskersContext.current()));
  }

  private Uni<Optional<Health>> inTurn(long subscriptionId, Supplier<Uni<Optional<Health>>> work) {
    long asked = System.nanoTime();
    return turns.run(subscriptionId, () -> transactions.run(asked, work));
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
        : write(row, after).chain(() -> limits.apply(row.channel)).replaceWith(after);
  }

  private static Uni<Optional<Health>> rollBack() {
    return Panache.currentTransaction()
        .invoke(Mutiny.Transaction::markForRollback)
        .replaceWith(Optional.empty());
  }
}
