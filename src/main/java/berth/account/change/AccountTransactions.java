package berth.account.change;

import berth.context.CallerContext;
import berth.context.Uncancelled;
import berth.time.Deadline;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Runs the transactions that change accounts: those of one subscription one after the other, and
 * few of all at a time. So no subscription takes the connections that others need, however much it
 * changes.
 */
@ApplicationScoped
public class AccountTransactions {

  /** As long as a request waits for the database. */
  private static final Duration TIMEOUT = Duration.ofMillis(1_950);

  /** More would not have their turn while their callers wait. */
  private static final int MOST_OF_ONE_SUBSCRIPTION = 500;

  private final SerialQueue turns = new SerialQueue(MOST_OF_ONE_SUBSCRIPTION);
  private final BoundedTransactions transactions;

  AccountTransactions(BoundedTransactions transactions) {
    this.transactions = transactions;
  }

  /** The same as {@link #run(long, Duration, Supplier, Consumer)}, within two seconds. */
  public <T> Uni<T> run(long subscriptionId, Supplier<Uni<T>> work, Consumer<T> committed) {
    return run(subscriptionId, TIMEOUT, work, committed);
  }

  /**
   * Runs one, to its end even if nobody waits for it any more, unless its turn comes after the
   * timeout. Fails with {@link berth.problem.OverloadedException} when too many of the subscription
   * wait already, and with {@link TimeoutException} after the timeout: then it may have been
   * committed or not.
   *
   * @param committed is told what came of it, even if nobody waits any more
   */
  public <T> Uni<T> run(
      long subscriptionId, Duration timeout, Supplier<Uni<T>> work, Consumer<T> committed) {
    return Uni.createFrom()
        .deferred(
            () -> {
              long asked = System.nanoTime();
              Deadline late = Deadline.in(timeout);
              Executor caller = CallerContext.current();
              return Uncancelled.of(
                      turns
                          .run(
                              subscriptionId,
                              () ->
                                  late.isOver()
                                      ? Uni.createFrom().<T>failure(new TimeoutException())
                                      : transactions.run(asked, work))
                          .invoke(committed))
                  .ifNoItem()
                  .after(timeout)
                  .fail()
                  .emitOn(caller);
            });
  }
}
