package berth.pool;

import berth.account.health.HealthDetails;
import berth.slot.history.GrantMinutes;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The pool of a subscription, with one page of its accounts. The time must be the first field. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@RegisterForReflection(
    // written to bytes that several responses share
    targets = {
      PoolView.class,
      PoolView.DiscordView.class,
      PoolView.PlaceView.class,
      PoolView.JobView.class,
      GrantMinutes.Minute.class
    })
@Schema(
    name = "Pool",
    description = "The pool of a subscription, with one page of its accounts.",
    requiredProperties = {
      "at",
      "free",
      "held",
      "waiting",
      "accounts",
      "minutes",
      "discord",
      "places"
    })
record PoolView(
    @Schema(description = "When this was true, by the database's clock.") Instant at,
    @Schema(description = "How many slots can be granted.") long free,
    @Schema(description = "How many slots are held.") long held,
    @Schema(description = "How many requests wait for a slot, at all pods.") long waiting,
    @Schema(description = "Since when the first of them waits.")
        @Nullable Instant oldestWaiterSince,
    @Schema(
            type = SchemaType.OBJECT,
            description = "The number of accounts by status.",
            additionalProperties = Long.class)
        Map<String, Long> accounts,
    @Schema(
            description =
                "The minutes of the last 15 in which slots were granted, the oldest first: when it began, how many were"
                    + " granted, and how long a request had waited on average. Up to 2 seconds old.")
        List<GrantMinutes.Minute> minutes,
    @Schema(description = "What Berth may still send to Discord.") DiscordView discord,
    @Schema(description = "The accounts of the page, in the order of their channels.")
        List<PlaceView> places,
    @Schema(description = "The value of `after` for the next page, when more follow.")
        @Nullable String next) {

  /** Whether Berth can ask Discord. */
  @Schema(
      name = "DiscordState",
      description = "Whether Berth can ask Discord.",
      requiredProperties = {"budgetLeft", "circuitOpen"})
  record DiscordView(
      @Schema(description = "How many invalid requests all pods together may still send.")
          long budgetLeft,
      @Schema(
              description =
                  "Whether the pod that answers sends no requests for the subscription just now, since nearly all"
                      + " failed.")
          boolean circuitOpen) {}

  /** An account, and what runs on it. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(
      name = "PoolAccount",
      description = "An account, and the slots of it that are held.",
      requiredProperties = {"channel", "status", "maxJobs", "jobs"})
  record PlaceView(
      @Schema(description = "The channel of the account.") String channel,
      @Schema(
              description = "Whether it is in rotation, and why not.",
              enumeration = {"active", "paused", "cooling", "rejected", "moderated"})
          String status,
      @Schema(description = "How many jobs it may run at once.") int maxJobs,
      @Schema(description = "When the status ends by itself.") @Nullable Instant until,
      @Schema(description = "Why it is rejected.") @Nullable String reason,
      @Schema(description = "When Berth next asks Discord about a rejected account.")
          @Nullable Instant nextCheck,
      @Schema(description = "What Midjourney has to settle with the user.")
          @Nullable String pendingModMessage,
      @Schema(description = "The slots that are held.") List<JobView> jobs) {

    static PlaceView of(String channel, int maxJobs, HealthDetails health, List<JobView> jobs) {
      return new PlaceView(
          channel,
          health.status(),
          maxJobs,
          health.until(),
          health.reason(),
          health.nextCheck(),
          health.message(),
          jobs);
    }
  }

  /** A slot that is held. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(
      name = "PoolJob",
      description = "A slot that is held.",
      requiredProperties = {"slot", "grantedAt", "leasedUntil"})
  record JobView(
      @Schema(description = "The id of the slot.") String slot,
      @Schema(description = "The caller's own note.") @Nullable String ref,
      @Schema(description = "When it was granted.") Instant grantedAt,
      @Schema(description = "When the lease ends.") Instant leasedUntil) {}
}
