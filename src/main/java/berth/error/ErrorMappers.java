package berth.error;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Turns exceptions of resources and filters into responses; {@link EarlyAnswers} does it for
 * failures outside of them.
 */
class ErrorMappers {

  private final UnexpectedFailures failures;

  ErrorMappers(UnexpectedFailures failures) {
    this.failures = failures;
  }

  @ServerExceptionMapper
  Response error(ErrorException exception) {
    return respond(exception.error());
  }

  /** Refusals by the framework itself: an unknown path, a wrong method or media type. */
  @ServerExceptionMapper
  Response refusedByFramework(WebApplicationException exception) {
    Response.StatusType status = exception.getResponse().getStatusInfo();
    return respond(
        status.getStatusCode() == Response.Status.NOT_FOUND.getStatusCode()
            ? ErrorCatalogue.noSuchPath()
            : ErrorCatalogue.ofStatus(status.getStatusCode(), status.getReasonPhrase()));
  }

  @ServerExceptionMapper
  Response failed(Throwable failure) {
    return respond(failures.problemOf(failure));
  }

  private static Response respond(ErrorCatalogue error) {
    Response.ResponseBuilder builder =
        Response.status(error.code()).type(MediaType.APPLICATION_JSON_TYPE).entity(error);
    Duration retryAfter = error.retryAfter();
    if (retryAfter != null) {
      builder.header(HttpHeaders.RETRY_AFTER, wholeSeconds(retryAfter));
    }
    if (error.code() == Response.Status.UNAUTHORIZED.getStatusCode()) {
      builder.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }
    return builder.build();
  }

  /**
   * Rounded up and at least one, since a caller that came back too early would be refused again.
   */
  private static long wholeSeconds(Duration pause) {
    return Math.max(1, (pause.toMillis() + 999) / 1000);
  }
}
