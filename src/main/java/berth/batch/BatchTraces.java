package berth.batch;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.smallrye.mutiny.Uni;
import java.util.List;

/**
 * Traces batches: each is a span of its own, with a link to the span of each request that it
 * serves, since it has many parents. Does nothing while traces are off.
 */
final class BatchTraces {

  private BatchTraces() {}

  /** The span of the request that is served on the current Vert.x context; invalid if none. */
  static SpanContext current() {
    return Span.current().getSpanContext();
  }

  /**
   * Traces a statement.
   *
   * @param name of the statement
   * @param requests the spans of the requests that it serves
   */
  static <R> Uni<R> trace(String name, List<SpanContext> requests, Uni<R> statement) {
    List<SpanContext> traced = requests.stream().filter(SpanContext::isValid).toList();
    if (traced.isEmpty()) {
      return statement;
    }
    return Uni.createFrom()
        .deferred(
            () -> {
              SpanBuilder builder =
                  GlobalOpenTelemetry.getTracer("berth")
                      .spanBuilder("batch " + name)
                      .setNoParent()
                      .setAttribute("berth.batch.size", requests.size());
              traced.forEach(builder::addLink);
              Span span = builder.startSpan();
              return statement
                  .onFailure()
                  // only the class: the message may quote a parameter
                  .invoke(failure -> span.setStatus(StatusCode.ERROR, failure.getClass().getName()))
                  .onTermination()
                  .invoke(() -> span.end());
            });
  }
}
