package berth.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.MediaType;

/**
 * The answers to requests that never reach a resource: a body that says it is too large, a path
 * that can't be read, and one that nobody serves. The framework would answer without a body or with
 * HTML.
 */
@ApplicationScoped
public class EarlyAnswers {

  /** The most bytes that the body of a request may have. */
  public static final int MAX_BODY_BYTES = 65_536;

  /** Before the framework's own limit on bodies, which is at -2. */
  private static final int BEFORE_ALL = -3;

  private final ObjectMapper json;

  EarlyAnswers(ObjectMapper json) {
    this.json = json;
  }

  void register(@Observes Router router) {
    router.route().order(BEFORE_ALL).handler(this::refuseLargeBody);
    router.route().last().handler(context -> answer(context, Problem.noSuchPath()));
  }

  private void refuseLargeBody(RoutingContext context) {
    String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length != null && Long.parseLong(length) > MAX_BODY_BYTES) {
      // the body stays unread, so the connection can't serve another request
      context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
      answer(context, Problem.bodyTooLarge(MAX_BODY_BYTES));
    } else {
      context.next();
    }
  }

  private void answer(RoutingContext context, Problem problem) {
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
