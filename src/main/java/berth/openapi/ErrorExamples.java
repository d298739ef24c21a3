package berth.openapi;

import berth.error.ErrorCatalogue;
import berth.event.EventType;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** An example of each error that callers get, by the name that the routes use for it. */
final class ErrorExamples {

  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final String CHANNEL = "654815770246488997";
  private static final String SLOT = "BOwjfNxGB-QAAAAAAAAAAAV_j1qQcjM1wjVqDoZt";

  private static final Map<String, ErrorCatalogue> ALL =
      Map.ofEntries(
          // callers
          Map.entry("unauthorized", ErrorCatalogue.unauthorized()),
          Map.entry("forbidden", ErrorCatalogue.forbidden("read")),
          Map.entry(
              "tooManyFailedAttempts", ErrorCatalogue.tooManyFailedAttempts(Duration.ofMinutes(1))),
          Map.entry("noSubscription", ErrorCatalogue.noSubscription()),
          Map.entry(
              "quantityExceeded",
              ErrorCatalogue.quantityExceeded("https://useapi.net/docs/subscription")),
          Map.entry("administrationIsOff", ErrorCatalogue.noSuchPath()),
          // parameters
          Map.entry("malformedJson", ErrorCatalogue.malformedJson("Line 1, column 2")),
          Map.entry("missingDiscord", ErrorCatalogue.missing("discord")),
          Map.entry("malformedDiscord", ErrorCatalogue.malformed("discord", "a blank at its end")),
          Map.entry("maxJobsNotAnInteger", ErrorCatalogue.notAnInteger("maxJobs")),
          Map.entry("maxJobsBelow", ErrorCatalogue.below("maxJobs", 0, 1)),
          Map.entry("maxJobsAbove", ErrorCatalogue.above("maxJobs", 16, 15)),
          Map.entry("malformedChannel", ErrorCatalogue.malformed("channel")),
          Map.entry("leaseNotAnInteger", ErrorCatalogue.notAnInteger("leaseSeconds")),
          Map.entry("leaseBelow", ErrorCatalogue.below("leaseSeconds", 4, 5)),
          Map.entry("leaseAbove", ErrorCatalogue.above("leaseSeconds", 3601, 3600)),
          Map.entry("malformedRef", ErrorCatalogue.malformed("ref")),
          Map.entry("malformedKey", ErrorCatalogue.malformedHeader("Idempotency-Key")),
          Map.entry("missingSlots", ErrorCatalogue.missing("slots")),
          Map.entry("malformedSlots", ErrorCatalogue.malformed("slots")),
          Map.entry("limitNotAnInteger", ErrorCatalogue.notAnInteger("limit")),
          Map.entry("limitBelow", ErrorCatalogue.below("limit", 0, 1)),
          Map.entry("limitAbove", ErrorCatalogue.above("limit", 1001, 1000)),
          Map.entry("missingUrl", ErrorCatalogue.missing("url")),
          Map.entry("malformedUrl", ErrorCatalogue.malformed("url", "It is no URL")),
          Map.entry(
              "privateUrl", ErrorCatalogue.malformed("url", "Its host has a private address")),
          Map.entry(
              "malformedTypes",
              ErrorCatalogue.malformed("types", "They are some of " + EventType.apiNames())),
          Map.entry(
              "malformedNewSecret",
              ErrorCatalogue.malformed("newSecret", "It is one of true, false")),
          Map.entry("noWebhook", ErrorCatalogue.noWebhook()),
          Map.entry("webhookFailed", ErrorCatalogue.webhookFailed("No answer within 10 seconds")),
          Map.entry("poolLimitAbove", ErrorCatalogue.above("limit", 501, 500)),
          Map.entry("malformedAfter", ErrorCatalogue.malformed("after")),
          Map.entry(
              "malformedType",
              ErrorCatalogue.malformed("type", "It is one of " + EventType.apiNames())),
          Map.entry(
              "unknownOutcome",
              ErrorCatalogue.malformed(
                  "outcome", "It is one of done, rejected, limited, moderated")),
          Map.entry("missingRetryAfter", ErrorCatalogue.missing("retryAfter")),
          Map.entry("malformedRetryAfter", ErrorCatalogue.malformed("retryAfter")),
          Map.entry("retryAfterAbove", ErrorCatalogue.above("retryAfter", 2_592_001, 2_592_000)),
          Map.entry("missingName", ErrorCatalogue.missing("name")),
          Map.entry("malformedName", ErrorCatalogue.malformed("name")),
          Map.entry("missingQuantity", ErrorCatalogue.missing("quantity")),
          Map.entry("quantityNotAnInteger", ErrorCatalogue.notAnInteger("quantity")),
          Map.entry("quantityBelow", ErrorCatalogue.below("quantity", -1, 0)),
          Map.entry("quantityAbove", ErrorCatalogue.above("quantity", 1_000_001, 1_000_000)),
          Map.entry("malformedExpiresAt", ErrorCatalogue.malformed("expiresAt")),
          Map.entry("malformedEmail", ErrorCatalogue.malformed("email")),
          Map.entry(
              "malformedRole", ErrorCatalogue.malformed("role", "It is one of full, worker, read")),
          Map.entry(
              "malformedForce", ErrorCatalogue.malformed("force", "It is one of true, false")),
          Map.entry("graceNotAnInteger", ErrorCatalogue.notAnInteger("graceSeconds")),
          Map.entry("graceBelow", ErrorCatalogue.below("graceSeconds", -1, 0)),
          Map.entry("graceAbove", ErrorCatalogue.above("graceSeconds", 604_801, 604_800)),
          // administration
          Map.entry("noSuchSubscription", ErrorCatalogue.noSuchSubscription()),
          Map.entry("noSuchToken", ErrorCatalogue.noSuchToken()),
          Map.entry("tokenIsReplaced", ErrorCatalogue.tokenIsReplaced()),
          Map.entry("hasAccounts", ErrorCatalogue.hasAccounts()),
          // Discord
          Map.entry("sameToken", ErrorCatalogue.sameToken(CHANNEL)),
          Map.entry("userStillRuns", ErrorCatalogue.sameUserStillRuns(CHANNEL)),
          Map.entry("noBotChannel", ErrorCatalogue.noBotChannel()),
          Map.entry("invalidToken", ErrorCatalogue.invalidToken()),
          Map.entry(
              "unusableAccount",
              ErrorCatalogue.unusableAccount(
                  "40002: You need to verify your account in order to perform this action.")),
          Map.entry("discordRateLimit", ErrorCatalogue.discordRateLimit(PAUSE)),
          Map.entry(
              "discordUnusableAnswer",
              ErrorCatalogue.discordUnusableAnswer("Discord answered with status 500")),
          Map.entry("discordTimeout", ErrorCatalogue.discordTimeout()),
          Map.entry(
              "discordWithheld",
              ErrorCatalogue.discordWithheld(
                  PAUSE, "Discord has refused too many of our requests lately")),
          // accounts and slots
          Map.entry("noSuchAccount", ErrorCatalogue.noSuchAccount()),
          Map.entry("noAccounts", ErrorCatalogue.noAccounts()),
          Map.entry("noSuchSlot", ErrorCatalogue.noSuchSlot()),
          Map.entry("slotGone", ErrorCatalogue.slotGone()),
          Map.entry("busy", ErrorCatalogue.busy(List.of(SLOT), PAUSE)),
          Map.entry("tooManyWaiting", ErrorCatalogue.tooManyWaiting(PAUSE)),
          Map.entry(
              "outOfRotation",
              ErrorCatalogue.outOfRotation(
                  false, CHANNEL + " is moderated: Please accept the ToS")),
          Map.entry(
              "pinnedOutOfRotation", ErrorCatalogue.outOfRotation(true, CHANNEL + " is paused")),
          // the service itself
          Map.entry("notAcceptable", ErrorCatalogue.ofStatus(406, "Not Acceptable")),
          Map.entry("bodyTooLarge", ErrorCatalogue.bodyTooLarge(65_536)),
          Map.entry("encodedBody", ErrorCatalogue.encodedBody()),
          Map.entry("unavailable", ErrorCatalogue.unavailable()),
          Map.entry("internal", ErrorCatalogue.internal("0b9af1c2-5d0e-4e53-9a52-3f0b6f3d8f11")));

  private ErrorExamples() {}

  /**
   * The error with that name.
   *
   * @throws IllegalArgumentException when there is none: a route names an error that does not exist
   */
  static ErrorCatalogue named(String name) {
    ErrorCatalogue error = ALL.get(name);
    if (error == null) {
      throw new IllegalArgumentException("No error is called " + name);
    }
    return error;
  }
}
