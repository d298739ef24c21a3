package berth.error;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue of all errors that callers get: each static method returns one. An instance is one
 * error: the body of every response that is not a success, with its JSON fields in this order.
 *
 * @param error what is wrong; callers may compare the text
 * @param errorDetails details for a person to read
 * @param executingJobs the ids of the slots that are held, in a busy response
 * @param code the HTTP status
 * @param retryAfter the time after which a retry makes sense; sent as a header, in whole seconds
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@RegisterForReflection // no resource declares it as its return type
public record ErrorCatalogue(
    String error,
    @Nullable String errorDetails,
    @Nullable List<String> executingJobs,
    @JsonProperty("code") int code,
    @JsonIgnore @Nullable Duration retryAfter) {

  private static ErrorCatalogue of(int code, String error) {
    return new ErrorCatalogue(error, null, null, code, null);
  }

  private ErrorCatalogue details(@Nullable String details) {
    return new ErrorCatalogue(error, details, executingJobs, code, retryAfter);
  }

  private ErrorCatalogue retryAfter(Duration pause) {
    return new ErrorCatalogue(error, errorDetails, executingJobs, code, pause);
  }

  /** This error as an exception that ends the request. */
  public ErrorException asException() {
    return new ErrorException(this);
  }

  // Callers

  public static ErrorCatalogue unauthorized() {
    return of(401, "Unauthorized");
  }

  public static ErrorCatalogue forbidden(String role) {
    return of(403, "Forbidden")
        .details("The role " + role + " of the API token does not permit it");
  }

  /** The address has sent too many tokens that are unknown. */
  public static ErrorCatalogue tooManyFailedAttempts(Duration pause) {
    return of(429, "Too many failed authentications").retryAfter(pause);
  }

  public static ErrorCatalogue noSubscription() {
    return of(402, "Account has no subscription or subscription expired");
  }

  public static ErrorCatalogue quantityExceeded(String link) {
    return of(402, "Subscription quantity exceeded, see " + link);
  }

  // Parameters

  public static ErrorCatalogue malformedJson(String details) {
    return of(400, "Request body is not a JSON object").details(details);
  }

  public static ErrorCatalogue missing(String param) {
    return of(400, "Required param " + param + " is missing or empty");
  }

  public static ErrorCatalogue malformed(String param) {
    return of(400, "Required param " + param + " is malformed");
  }

  /** The text {@code what} must not quote the value, which may be secret. */
  public static ErrorCatalogue malformed(String param, String what) {
    return malformed(param).details(what);
  }

  public static ErrorCatalogue malformedHeader(String header) {
    return of(400, "Header " + header + " is malformed");
  }

  public static ErrorCatalogue notAnInteger(String param) {
    return of(400, "Required param " + param + " must be an integer");
  }

  public static ErrorCatalogue below(String param, Number value, int least) {
    return of(400, "Required param " + param + " " + value + " can't be less than " + least);
  }

  /** The misspelling is the vendor's. Callers may compare the text. */
  public static ErrorCatalogue above(String param, Number value, int most) {
    return of(400, "Required param " + param + " " + value + " can't be more that " + most);
  }

  // Discord

  public static ErrorCatalogue sameToken(String channel) {
    return of(400, "Channel " + channel + " configuration has same discord value");
  }

  /** Another account of the Discord user was deleted, but its jobs still run on that user. */
  public static ErrorCatalogue sameUserStillRuns(String channel) {
    return sameToken(channel).details("It was deleted, but jobs on it still run");
  }

  public static ErrorCatalogue noBotChannel() {
    return of(400, "Midjourney bot not configured");
  }

  public static ErrorCatalogue invalidToken() {
    return of(400, "Discord token is invalid");
  }

  public static ErrorCatalogue unusableAccount(@Nullable String details) {
    return of(400, "Discord account is not usable").details(details);
  }

  public static ErrorCatalogue discordRateLimit(Duration pause) {
    return of(429, "Discord rate limit").retryAfter(pause);
  }

  public static ErrorCatalogue discordUnusableAnswer(String details) {
    return of(502, "Discord is unavailable").details(details);
  }

  public static ErrorCatalogue discordTimeout() {
    return of(504, "Discord is unavailable").details("Discord did not answer in time");
  }

  public static ErrorCatalogue discordWithheld(Duration pause, String details) {
    return of(503, "Discord is unavailable").details(details).retryAfter(pause);
  }

  // Accounts and slots

  public static ErrorCatalogue noSuchAccount() {
    return of(404, "Account not found");
  }

  public static ErrorCatalogue noAccounts() {
    return of(404, "No account is configured");
  }

  public static ErrorCatalogue noWebhook() {
    return of(404, "Webhook not found");
  }

  public static ErrorCatalogue webhookFailed(String details) {
    return of(502, "Webhook could not be sent").details(details);
  }

  public static ErrorCatalogue noSuchSlot() {
    return of(404, "Slot not found");
  }

  public static ErrorCatalogue slotGone() {
    return of(410, "Slot was released or its lease has run out");
  }

  public static ErrorCatalogue busy(List<String> executingJobs, Duration retryAfter) {
    return new ErrorCatalogue("All accounts are busy", null, executingJobs, 429, retryAfter);
  }

  /** The subscription has the maximum of waiters in this pod. */
  public static ErrorCatalogue tooManyWaiting(Duration retryAfter) {
    return of(429, "Too many requests are waiting").retryAfter(retryAfter);
  }

  /** None of the accounts that fit the request returns to rotation by itself. */
  public static ErrorCatalogue outOfRotation(boolean pinned, String details) {
    return of(409, pinned ? "Account can't take jobs" : "No account can take jobs")
        .details(details);
  }

  // Administration

  public static ErrorCatalogue noSuchSubscription() {
    return of(404, "Subscription not found");
  }

  public static ErrorCatalogue noSuchToken() {
    return of(404, "API token not found");
  }

  public static ErrorCatalogue tokenIsReplaced() {
    return of(409, "API token was replaced already");
  }

  public static ErrorCatalogue hasAccounts() {
    return of(409, "Subscription has accounts");
  }

  // The service itself

  public static ErrorCatalogue noSuchPath() {
    return of(404, "Not found");
  }

  public static ErrorCatalogue bodyTooLarge(int limit) {
    return of(413, "Request body is too large").details("At most " + limit + " bytes");
  }

  public static ErrorCatalogue encodedBody() {
    return of(415, "Unsupported Media Type")
        .details("Content-Encoding is not supported: send the body as it is");
  }

  /** A refusal by the framework, with the standard reason phrase of its status. */
  public static ErrorCatalogue ofStatus(int code, String reason) {
    return of(code, reason);
  }

  public static ErrorCatalogue unavailable() {
    return of(503, "Service is unavailable").retryAfter(Duration.ofSeconds(1));
  }

  public static ErrorCatalogue internal(String logId) {
    return of(500, "Internal server error").details("Log id " + logId);
  }
}
