package berth.problem;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns whatever ends a request early into an answer: the one place that does. */
class ProblemMappers {

  private final UnexpectedFailures failures;

  ProblemMappers(UnexpectedFailures failures) {
    this.failures = failures;
  }

  @ServerExceptionMapper
  Response refused(ProblemException refusal) {
    return answer(refusal.problem());
  }

  /** What the framework refuses by itself: an unknown path, a wrong method or media type. */
  @ServerExceptionMapper
  Response refusedByFramework(WebApplicationException refusal) {
    Response.StatusType status = refusal.getResponse().getStatusInfo();
    return answer(
        status.getStatusCode() == Response.Status.NOT_FOUND.getStatusCode()
            ? ErrorCatalogue.noSuchPath()
            : ErrorCatalogue.ofStatus(status.getStatusCode(), status.getReasonPhrase()));
  }

  @ServerExceptionMapper
  Response failed(Throwable failure) {
    return answer(failures.problemOf(failure));
  }

  private static Response answer(ErrorCatalogue problem) {
    Response.ResponseBuilder builder =
        Response.status(problem.code()).type(MediaType.APPLICATION_JSON_TYPE).entity(problem);
    Duration retryAfter = problem.retryAfter();
    if (retryAfter != null) {
      builder.header(HttpHeaders.RETRY_AFTER, wholeSeconds(retryAfter));
    }
    if (problem.code() == Response.Status.UNAUTHORIZED.getStatusCode()) {
      builder.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }
    return builder.build();
  }

  /** Rounded up, at least one: who comes back early is sent away again. */
  private static long wholeSeconds(Duration pause) {
    return Math.max(1, (pause.toMillis() + 999) / 1000);
  }
}
