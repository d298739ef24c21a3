package berth.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.MediaType;

/**
 * The answers to requests that never reach a resource: a body that says it is too large, a path
 * that nobody serves, and whatever fails on the way. Without these routes the framework answers
 * them with no body, with HTML, or with a text of its own.
 */
@ApplicationScoped
public class EarlyAnswers {

  /** The most bytes that the body of a request may have. */
  public static final int MAX_BODY_BYTES = 65_536;

  /** Before the framework's own limit on bodies, which is at -2. */
  private static final int BEFORE_ALL = -3;

  private final ObjectMapper json;
  private final UnexpectedFailures failures;

  EarlyAnswers(ObjectMapper json, UnexpectedFailures failures) {
    this.json = json;
    this.failures = failures;
  }

  void register(@Observes Router router) {
    router
        .route()
        .order(BEFORE_ALL)
        .handler(this::refuseLargeBody)
        .failureHandler(this::tellFailure);
    router.route().last().handler(context -> answer(context, ErrorCatalogue.noSuchPath()));
  }

  private void refuseLargeBody(RoutingContext context) {
    String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length != null && Long.parseLong(length) > MAX_BODY_BYTES) {
      answer(context, ErrorCatalogue.bodyTooLarge(MAX_BODY_BYTES));
    } else {
      context.next();
    }
  }

  private void tellFailure(RoutingContext context) {
    int status = context.statusCode();
    answer(
        context,
        status >= 400 && status < 500
            ? ErrorCatalogue.ofStatus(status, HttpResponseStatus.valueOf(status).reasonPhrase())
            : failures.problemOf(context.failure()));
  }

  private void answer(RoutingContext context, ErrorCatalogue problem) {
    if (context.response().headWritten() || context.response().closed()) {
      // nobody is there any more to be told
      return;
    }
    byte[] body;
    try {
      body = json.writeValueAsBytes(problem);
    } catch (JsonProcessingException bug) {
      throw new IllegalStateException(bug);
    }
    context
        .response()
        .setStatusCode(problem.code())
        .putHeader(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON)
        .end(Buffer.buffer(body));
  }
}
