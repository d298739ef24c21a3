package berth.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Who caused an event.
 *
 * @param kind {@code token} for a caller, {@code admin} for the administrator, {@code berth} for
 *     Berth itself
 * @param name of the API token of a caller; {@code null} for the others
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@RegisterForReflection // part of a list that is written piece by piece
@Schema(
    name = "Actor",
    description = "Who caused an event.",
    requiredProperties = {"kind"})
public record Actor(
    @Schema(
            description = "A caller, the administrator, or Berth itself.",
            enumeration = {"token", "admin", "berth"})
        String kind,
    @Schema(description = "The name of the caller's API token.") @Nullable String name) {

  public static final Actor ADMIN = new Actor("admin", null);
  public static final Actor BERTH = new Actor("berth", null);

  /** A caller with the API token of that name. */
  public static Actor token(String name) {
    return new Actor("token", name);
  }
}
