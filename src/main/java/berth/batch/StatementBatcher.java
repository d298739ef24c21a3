package berth.batch;

import berth.context.CallerContext;
import berth.database.DatabaseFailure;
import io.opentelemetry.api.trace.SpanContext;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * A {@link Batcher} in front of a database statement. Each request gets its result on its own
 * Vert.x context.
 *
 * @param <T> a request
 * @param <R> its result
 */
public final class StatementBatcher<T, R> {

  /**
   * The queue holds at most a second's work, since callers do not wait longer. One requester may
   * queue a quarter of it.
   */
  private static final Batcher.Limits LIMITS = new Batcher.Limits(10_000, 2_500, 256);

  /** Each request is a statement by itself, of up to a thousand rows. */
  private static final Batcher.Limits LARGE = new Batcher.Limits(1_000, 250, 1);

  private final Function<T, Object> requester;
  private final Batcher<Traced<T>, R> batcher;

  /**
   * A request, and the span that it belongs to.
   *
   * @param span invalid while traces are off
   */
  private record Traced<T>(T request, SpanContext span) {}

  /**
   * Creates an idle batcher.
   *
   * @param metrics measure the batches
   * @param requester the requester of a request; requesters are served round-robin
   * @param statement returns the results of a batch, in its order, or fails within two seconds: a
   *     statement that hangs would hold up the requests behind it
   * @param undelivered receives a cancelled request and its result
   */
  public StatementBatcher(
      BatchMetrics metrics,
      Function<T, Object> requester,
      Function<List<T>, Uni<List<R>>> statement,
      BiConsumer<T, R> undelivered) {
    this(LIMITS, metrics, requester, statement, undelivered);
  }

  /** The same for a statement whose results need not be undone. */
  public StatementBatcher(
      BatchMetrics metrics,
      Function<T, Object> requester,
      Function<List<T>, Uni<List<R>>> statement) {
    this(metrics, requester, statement, (request, result) -> {});
  }

  private StatementBatcher(
      Batcher.Limits limits,
      BatchMetrics metrics,
      Function<T, Object> requester,
      Function<List<T>, Uni<List<R>>> statement,
      BiConsumer<T, R> undelivered) {
    this.requester = requester;
    this.batcher =
        new Batcher<>(
            limits,
            batch ->
                BatchTraces.trace(
                    metrics.statement(),
                    batch.stream().map(Traced::span).toList(),
                    metrics.measure(
                        batch.size(),
                        statement.apply(batch.stream().map(Traced::request).toList()))),
            DatabaseFailure::isRefusal,
            (traced, result) -> undelivered.accept(traced.request(), result),
            System::nanoTime);
  }

  /**
   * A batcher for requests that are each as large as a whole batch. They are sent one by one.
   *
   * @param statement returns the result of one request
   */
  public static <T, R> StatementBatcher<T, R> ofLarge(
      BatchMetrics metrics, Function<T, Object> requester, Function<T, Uni<R>> statement) {
    return new StatementBatcher<>(
        LARGE,
        metrics,
        requester,
        one -> statement.apply(one.get(0)).map(List::of),
        (request, result) -> {});
  }

  /**
   * Sends the request in the next statement; fails in two seconds when the database can't be
   * reached.
   */
  public Uni<R> submit(T request) {
    return Uni.createFrom()
        .deferred(
            () ->
                batcher.submit(
                    requester.apply(request),
                    new Traced<>(request, BatchTraces.current()),
                    CallerContext.current()));
  }
}
