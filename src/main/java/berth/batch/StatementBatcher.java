package berth.batch;

import berth.database.DatabaseFailure;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * A {@link Batcher} in front of a statement of the database, for requests: each gets its answer on
 * its own context.
 */
public final class StatementBatcher<Q, A> {

  /** To queue more than a second's work would be to let callers wait for longer than they do. */
  private static final Batcher.Limits LIMITS = new Batcher.Limits(10_000, 256);

  private final Batcher<Q, A> batcher;

  /**
   * Makes one with nothing under way.
   *
   * @param statement answers a batch, in its order, or fails in two seconds: one that hangs would
   *     hold up those behind it
   * @param undelivered is handed what was asked and answered when its asker has hung up
   */
  public StatementBatcher(Function<List<Q>, Uni<List<A>>> statement, BiConsumer<Q, A> undelivered) {
    this.batcher =
        new Batcher<>(LIMITS, statement, DatabaseFailure::isRefusal, undelivered, System::nanoTime);
  }

  /** The same for a statement whose answers need not be undone. */
  public StatementBatcher(Function<List<Q>, Uni<List<A>>> statement) {
    this(statement, (question, answer) -> {});
  }

  /** Asks in the next statement; fails in two seconds when the database can't be reached. */
  public Uni<A> ask(Q question) {
    return Uni.createFrom().deferred(() -> batcher.ask(question, AskersContext.current()));
  }
}
