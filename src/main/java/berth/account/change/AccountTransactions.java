package berth.account.change;

import berth.context.CallerContext;
import berth.context.Uncancelled;
import berth.time.Deadline;
import berth.time.Timeouts;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Runs the transactions that change accounts: those of one subscription one after the other, and
 * only a few of all subscriptions at once. So a subscription that changes many accounts leaves
 * database connections to the others.
 */
@ApplicationScoped
public class AccountTransactions {

  /** More transactions would not begin before the timeouts of their callers. */
  private static final int MAX_QUEUED_PER_SUBSCRIPTION = 500;

  private final SerialQueue queue = new SerialQueue(MAX_QUEUED_PER_SUBSCRIPTION);
  private final BoundedTransactions transactions;

  AccountTransactions(BoundedTransactions transactions) {
    this.transactions = transactions;
  }

  /** Like {@link #run(long, Duration, Supplier, Consumer)}, with a timeout of two seconds. */
  public <T> Uni<T> run(long subscriptionId, Supplier<Uni<T>> work, Consumer<T> committed) {
    return run(subscriptionId, Timeouts.RESULT, work, committed);
  }

  /**
   * Runs a transaction. Once begun, it completes even if the caller no longer waits. It does not
   * begin after the timeout.
   *
   * @param committed receives the result after the commit, even if the caller no longer waits
   * @return fails with {@link berth.problem.OverloadedException} when too many transactions of the
   *     subscription are queued, and with {@link TimeoutException} after the timeout; then the
   *     transaction may have been committed or not
   */
  public <T> Uni<T> run(
      long subscriptionId, Duration timeout, Supplier<Uni<T>> work, Consumer<T> committed) {
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
                                      : transactions.run(requestedAt, work))
                          .invoke(committed))
                  .ifNoItem()
                  .after(timeout)
                  .fail()
                  .emitOn(caller);
            });
  }
}
