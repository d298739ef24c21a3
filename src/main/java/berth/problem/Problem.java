package berth.problem;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An error as callers see it: the body of every answer that is not a success, in the order of its
 * JSON fields. The static methods are the catalogue of all the errors there are.
 *
 * @param error what is wrong, a text that callers may compare
 * @param errorDetails more for a person to read
 * @param executingJobs the slots in the way of a busy answer
 * @param code the HTTP status
 * @param retryAfter when it makes sense to try again; sent as a header, in whole seconds
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@RegisterForReflection // no resource declares to return it
public record Problem(
    String error,
    @Nullable String errorDetails,
    @Nullable List<String> executingJobs,
    @JsonProperty("code") int code,
    @JsonIgnore @Nullable Duration retryAfter) {

  private static Problem of(int code, String error) {
    return new Problem(error, null, null, code, null);
  }

  private Problem details(@Nullable String details) {
    return new Problem(error, details, executingJobs, code, retryAfter);
  }

  private Problem retryAfter(Duration pause) {
    return new Problem(error, errorDetails, executingJobs, code, pause);
  }

  /** This problem as an exception, for where a request is left early. */
  public ProblemException asException() {
    return new ProblemException(this);
  }

  // Callers

  public static Problem unauthorized() {
    return of(401, "Unauthorized");
  }

  public static Problem noSubscription() {
    return of(402, "Account has no subscription or subscription expired");
  }

  public static Problem quantityExceeded(String link) {
    return of(402, "Subscription quantity exceeded, see " + link);
  }

  // Parameters

  public static Problem malformedJson(String details) {
    return of(400, "Request body is not a JSON object").details(details);
  }

  public static Problem missing(String param) {
    return of(400, "Required param " + param + " is missing or empty");
  }

  public static Problem malformed(String param) {
    return of(400, "Required param " + param + " is malformed");
  }

  /** What is wrong with it must not quote it: it may be secret. */
  public static Problem malformed(String param, String what) {
    return malformed(param).details(what);
  }

  public static Problem malformedHeader(String header) {
    return of(400, "Header " + header + " is malformed");
  }

  public static Problem notAnInteger(String param) {
    return of(400, "Required param " + param + " must be an integer");
  }

  public static Problem below(String param, Number value, int least) {
    return of(400, "Required param " + param + " " + value + " can't be less than " + least);
  }

  /** The misspelling is the vendor's, whose callers may compare the text. */
  public static Problem above(String param, Number value, int most) {
    return of(400, "Required param " + param + " " + value + " can't be more that " + most);
  }

  // Discord

  public static Problem sameToken(String channel) {
    return of(400, "Channel " + channel + " configuration has same discord value");
  }

  /** The account of the same Discord user was deleted, but its jobs run on that user. */
  public static Problem sameUserStillRuns(String channel) {
    return sameToken(channel).details("It was deleted, but jobs on it still run");
  }

  public static Problem noBotChannel() {
    return of(400, "Midjourney bot not configured");
  }

  public static Problem invalidToken() {
    return of(400, "Discord token is invalid");
  }

  public static Problem unusableAccount(@Nullable String details) {
    return of(400, "Discord account is not usable").details(details);
  }

  public static Problem discordRateLimit(Duration pause) {
    return of(429, "Discord rate limit").retryAfter(pause);
  }

  public static Problem discordUnusableAnswer(String details) {
    return of(502, "Discord is unavailable").details(details);
  }

  public static Problem discordTimeout() {
    return of(504, "Discord is unavailable").details("Discord did not answer in time");
  }

  public static Problem discordWithheld(Duration pause, String details) {
    return of(503, "Discord is unavailable").details(details).retryAfter(pause);
  }

  // Accounts and slots

  public static Problem noSuchAccount() {
    return of(404, "Account not found");
  }

  public static Problem noAccounts() {
    return of(404, "No account is configured");
  }

  public static Problem noSuchSlot() {
    return of(404, "Slot not found");
  }

  public static Problem slotGone() {
    return of(410, "Slot was released or its lease has run out");
  }

  public static Problem busy(List<String> executingJobs, Duration untilNextChance) {
    return new Problem("All accounts are busy", null, executingJobs, 429, untilNextChance);
  }

  /** So many of the subscription wait at this pod that no more may. */
  public static Problem tooManyWaiting(Duration untilNextChance) {
    return of(429, "Too many requests are waiting").retryAfter(untilNextChance);
  }

  /** None of the accounts that would do can come back by itself. */
  public static Problem outOfPlay(boolean pinned, String details) {
    return of(409, pinned ? "Account can't take jobs" : "No account can take jobs")
        .details(details);
  }

  // The service itself

  public static Problem noSuchPath() {
    return of(404, "Not found");
  }

  public static Problem bodyTooLarge(int limit) {
    return of(413, "Request body is too large").details("At most " + limit + " bytes");
  }

  public static Problem encodedBody() {
    return of(415, "Unsupported Media Type")
        .details("Content-Encoding is not supported: send the body as it is");
  }

  /** What the framework refused by itself, under the standard name of its status. */
  public static Problem ofStatus(int code, String reason) {
    return of(code, reason);
  }

  public static Problem unavailable() {
    return of(503, "Service is unavailable").retryAfter(Duration.ofSeconds(1));
  }

  public static Problem internal(String logId) {
    return of(500, "Internal server error").details("Log id " + logId);
  }
}
