package berth.error;

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
 * The responses to requests that reach no resource: a body whose declared length is too large, an
 * unknown path, and any failure before a resource. Without these routes the framework responds with
 * no body, with HTML, or with a text of its own.
 */
@ApplicationScoped
public class EarlyAnswers {

  /** Maximum length of the body of a request, in bytes. */
  public static final int MAX_BODY_BYTES = 65_536;

  /** Before the framework's own limit on bodies, whose order is -2. */
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
        .failureHandler(this::respondToFailure);
    router.route().last().handler(context -> respond(context, ErrorCatalogue.noSuchPath()));
  }

  private void refuseLargeBody(RoutingContext context) {
    String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length != null && Long.parseLong(length) > MAX_BODY_BYTES) {
      respond(context, ErrorCatalogue.bodyTooLarge(MAX_BODY_BYTES));
    } else {
      context.next();
    }
  }

  private void respondToFailure(RoutingContext context) {
    int status = context.statusCode();
    respond(
        context,
        status >= 400 && status < 500
            ? ErrorCatalogue.ofStatus(status, HttpResponseStatus.valueOf(status).reasonPhrase())
            : failures.problemOf(context.failure()));
  }

  private void respond(RoutingContext context, ErrorCatalogue error) {
    if (context.response().headWritten() || context.response().closed()) {
      // too late: the response has begun, or the client has disconnected
      return;
    }
    byte[] body;
    try {
      body = json.writeValueAsBytes(error);
    } catch (JsonProcessingException bug) {
      throw new IllegalStateException(bug);
    }
    context
        .response()
        .setStatusCode(error.code())
        .putHeader(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON)
        .end(Buffer.buffer(body));
  }
}
