package berth.account;

import berth.account.health.HealthDetails;
import berth.account.store.Account;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An account as its owner sees it.
 *
 * @param discord the masked token
 * @param until when the status ends by itself
 * @param reason why the account is rejected
 * @param nextCheck when Berth next asks Discord about a rejected account; missing when Berth does
 *     not ask again until the account is posted again
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
    name = "Account",
    description = "An account.",
    requiredProperties = {"discord", "channel", "maxJobs", "status"})
record AccountView(
    @Schema(description = "The masked token: its first and last three characters.") String discord,
    @Schema(description = "The channel.") String channel,
    @Schema(description = "How many jobs it may run at once.") int maxJobs,
    @Schema(
            description = "Whether it is in rotation, and why not.",
            enumeration = {"active", "paused", "cooling", "rejected", "moderated"})
        String status,
    @Schema(description = "When the status ends by itself.") @Nullable Instant until,
    @Schema(description = "Why it is rejected.") @Nullable String reason,
    @Schema(
            description =
                "When Berth next asks Discord about a rejected account; absent when Berth does not ask again until the account is posted again.")
        @Nullable Instant nextCheck,
    @Schema(description = "What Midjourney has to settle with the user.")
        @Nullable String pendingModMessage) {

  static AccountView of(Account account) {
    HealthDetails health = HealthDetails.of(account.health());
    return new AccountView(
        account.token().masked(),
        account.channel(),
        account.maxJobs(),
        health.status(),
        health.until(),
        health.reason(),
        health.nextCheck(),
        health.message());
  }
}
