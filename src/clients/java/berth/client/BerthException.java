package berth.client;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** The service refused a request, or could not be reached. */
public class BerthException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final int status;
  private final @Nullable String details;
  private final @Nullable String requestId;
  private final @Nullable Integer retryAfter;

  BerthException(String message, @Nullable HttpAnswer answer) {
    super(
        message + (answer == null || details(answer) == null ? "" : " (" + details(answer) + ")"));
    this.status = answer == null ? 0 : answer.status();
    this.details = answer == null ? null : details(answer);
    this.requestId = answer == null ? null : answer.requestId();
    this.retryAfter = answer == null ? null : answer.retryAfter();
  }

  private static @Nullable String details(HttpAnswer answer) {
    JsonNode text = answer.body().path("errorDetails");
    return text.isTextual() ? text.textValue() : null;
  }

  /** The exception that an answer stands for, whatever its body is. */
  static BerthException of(HttpAnswer answer) {
    String text = answer.error();
    return switch (answer.status()) {
      case 400 -> new BadRequestException(text, answer);
      case 401, 403 -> new UnauthorizedException(text, answer);
      case 402 -> new PaymentRequiredException(text, answer);
      case 404 -> new NotConfiguredException(text, answer);
      case 409 -> new OutOfRotationException(text, answer);
      case 429 -> new UnavailableException(text, answer);
      default ->
          answer.status() >= 500
              ? new UnavailableException(text, answer)
              : new BerthException(text, answer);
    };
  }

  /** The HTTP status; 0 when there was no answer. */
  public int status() {
    return status;
  }

  /** What the service adds for people; {@code null} if nothing. */
  public @Nullable String details() {
    return details;
  }

  /** The id by which the service's log knows the request; {@code null} when there was no answer. */
  public @Nullable String requestId() {
    return requestId;
  }

  /** Seconds after which a repetition makes sense; {@code null} if the service names none. */
  public @Nullable Integer retryAfter() {
    return retryAfter;
  }
}
