package berth.batch;

import berth.context.CallerContext;
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

  /**
   * To queue more than a second's work would be to let callers wait for longer than they do. One
   * subscription may queue a quarter of it.
   */
  private static final Batcher.Limits LIMITS = new Batcher.Limits(10_000, 2_500, 256);

  /** Each question is a statement by itself, of up to a thousand rows. */
  private static final Batcher.Limits LARGE = new Batcher.Limits(1_000, 250, 1);

  private final Function<Q, Object> asker;
  private final Batcher<Q, A> batcher;

  /**
   * Makes one with nothing under way.
   *
   * @param asker whose question it is: each gets his turn, however much others ask
   * @param statement answers a batch, in its order, or fails in two seconds: one that hangs would
   *     hold up those behind it
   * @param undelivered is handed what was asked and answered when its asker has hung up
   */
  public StatementBatcher(
      Function<Q, Object> asker,
      Function<List<Q>, Uni<List<A>>> statement,
      BiConsumer<Q, A> undelivered) {
    this(LIMITS, asker, statement, undelivered);
  }

  /** The same for a statement whose answers need not be undone. */
  public StatementBatcher(Function<Q, Object> asker, Function<List<Q>, Uni<List<A>>> statement) {
    this(asker, statement, (question, answer) -> {});
  }

  private StatementBatcher(
      Batcher.Limits limits,
      Function<Q, Object> asker,
      Function<List<Q>, Uni<List<A>>> statement,
      BiConsumer<Q, A> undelivered) {
    this.asker = asker;
    this.batcher =
        new Batcher<>(limits, statement, DatabaseFailure::isRefusal, undelivered, System::nanoTime);
  }

  /**
   * One for questions that each are as much as a whole batch: they go out one by one.
   *
   * @param statement answers one question
   */
  public static <Q, A> StatementBatcher<Q, A> ofLarge(
      Function<Q, Object> asker, Function<Q, Uni<A>> statement) {
    return new StatementBatcher<>(
        LARGE, asker, one -> statement.apply(one.get(0)).map(List::of), (question, answer) -> {});
  }

  /** Asks in the next statement; fails in two seconds when the database can't be reached. */
  public Uni<A> ask(Q question) {
    return Uni.createFrom()
        .deferred(() -> batcher.ask(asker.apply(question), question, CallerContext.current()));
  }
}
