package berth.account.change;

import berth.context.BackgroundContext;
import berth.context.CallerContext;
import berth.context.Uncancelled;
import berth.database.Database;
import berth.database.DatabaseFailure;
import berth.time.Deadline;
import berth.time.Timeouts;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.util.TypeLiteral;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the transactions that change accounts: those of one subscription one after the other, and
 * only a few of all subscriptions at once. So a subscription that changes many accounts leaves
 * database connections to the others. Publishes each change after its commit.
 */
@ApplicationScoped
public class AccountTransactions {

  /** More transactions would not begin before the timeouts of their callers. */
  private static final int MAX_QUEUED_PER_SUBSCRIPTION = 500;

  /** With more at once, those that wait for locks would hold the connections that grants need. */
  private static final int MAX_AT_ONCE = 4;

  private static final int MAX_QUEUED = 10_000;

  private static final TypeLiteral<Uni<Object>> RESULT = new TypeLiteral<>() {};

  /**
   * A failure to which the database gave no response.
   *
   * @param at when it happened, by {@link System#nanoTime}
   */
  private record Outage(long at, Throwable failure) {}

  private final SerialQueue queue = new SerialQueue(MAX_QUEUED_PER_SUBSCRIPTION);
  private final TypedGuard<Uni<Object>> bulkhead =
      TypedGuard.create(RESULT)
          .withBulkhead()
          .limit(MAX_AT_ONCE)
          .queueSize(MAX_QUEUED)
          .done()
          .build();
  private final Vertx vertx;
  private final AccountChanges changes;
  private volatile @Nullable Outage lastOutage;

  AccountTransactions(Vertx vertx, AccountChanges changes) {
    this.vertx = vertx;
    this.changes = changes;
  }

  /**
   * Like {@link #run(long, String, Duration, Supplier, Predicate)}, with a timeout of 2 seconds.
   */
  public <T> Uni<T> run(
      long subscriptionId, String channel, Supplier<Uni<T>> work, Predicate<T> changed) {
    return run(subscriptionId, channel, Timeouts.RESULT, work, changed);
  }

  /**
   * Runs a transaction. Once begun, it completes even if the caller no longer waits. It does not
   * begin after the timeout.
   *
   * @param channel of the account that the transaction may change
   * @param changed whether the result means that the transaction has changed the account; the
   *     change is then published, even if the caller no longer waits
   * @return fails with {@link berth.error.OverloadedException} when too many transactions of the
   *     subscription are queued, and with {@link TimeoutException} after the timeout; then the
   *     transaction may have been committed or not
   */
  public <T> Uni<T> run(
      long subscriptionId,
      String channel,
      Duration timeout,
      Supplier<Uni<T>> work,
      Predicate<T> changed) {
    return Uni.createFrom()
        .deferred(
            () -> {
              long requestedAt = System.nanoTime();
              Deadline deadline = Deadline.in(timeout);
              Executor caller = CallerContext.current();
              return Uncancelled.of(
                      queue
                          .run(
                              subscriptionId,
                              () ->
                                  deadline.isOver()
                                      ? Uni.createFrom().<T>failure(new TimeoutException())
                                      : transaction(requestedAt, work))
                          .invoke(result -> publish(subscriptionId, channel, changed.test(result))))
                  .ifNoItem()
                  .after(timeout)
                  .fail()
                  .emitOn(caller);
            });
  }

  /**
   * Runs a transaction, which completes even if the caller no longer waits. It may queue for longer
   * than the database timeout. A transaction that was requested before the last outage fails with
   * the failure of that outage, without being tried.
   *
   * @param requestedAt when the transaction was requested, by {@link System#nanoTime}
   */
  @SuppressWarnings("unchecked") // the bulkhead returns what the work returns
  private <T> Uni<T> transaction(long requestedAt, Supplier<Uni<T>> work) {
    return bulkhead
        .get(
            () -> {
              Outage outage = lastOutage;
              return outage != null && outage.at() - requestedAt > 0
                  ? Uni.createFrom().failure(outage.failure())
                  : run(work).map(result -> (Object) result);
            })
        .map(result -> (T) result);
  }

  private <T> Uni<T> run(Supplier<Uni<T>> work) {
    return Uncancelled.of(
        BackgroundContext.run(vertx, () -> Database.withTimeout(Panache.withTransaction(work)))
            .onFailure(DatabaseFailure::isSilence)
            .invoke(failure -> lastOutage = new Outage(System.nanoTime(), failure)));
  }

  private void publish(long subscriptionId, String channel, boolean changed) {
    if (changed) {
      changes.publish(subscriptionId, channel);
    }
  }
}
