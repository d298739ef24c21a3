package berth.event.read;

import berth.event.Actor;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An event as callers and receivers of webhooks see it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@RegisterForReflection // the stream writes it itself
@Schema(
    name = "Event",
    description = "Something that happened to the pool.",
    requiredProperties = {"id", "at", "type", "actor"})
public record EventView(
    @Schema(description = "Its id. Later events of the subscription have higher ones.") String id,
    @Schema(description = "When it happened, by the database's clock.") Instant at,
    @Schema(
            description = "What happened.",
            enumeration = {
              "account.created",
              "account.updated",
              "account.deleted",
              "account.paused",
              "account.resumed",
              "account.cooling",
              "account.rejected",
              "account.moderated",
              "account.recovered",
              "token.created",
              "token.rotated",
              "token.revoked",
              "subscription.created",
              "subscription.updated",
              "subscription.deleted"
            })
        String type,
    @Schema(description = "The channel of the account to which it happened.")
        @Nullable String channel,
    @Schema(implementation = Actor.class, description = "Who caused it.") JsonNode actor,
    @Schema(
            implementation = String.class,
            description = "Why it happened: a text of Discord, Midjourney or Berth, for people.")
        @Nullable JsonNode reason,
    @Schema(
            implementation = Instant.class,
            description = "When the new status of the account ends by itself.")
        @Nullable JsonNode until,
    @Schema(
            type = SchemaType.OBJECT,
            implementation = Object.class,
            description = "The fields that were changed, with their new values, but no secrets.")
        @Nullable JsonNode changed) {

  /**
   * Reads an event.
   *
   * @param details the JSON of a {@link berth.event.PoolEvent}
   */
  static EventView of(
      long id, Instant at, String type, @Nullable String channel, JsonNode details) {
    return new EventView(
        Long.toString(id),
        at,
        type,
        channel,
        details.get("actor"),
        details.get("reason"),
        details.get("until"),
        details.get("changed"));
  }
}
