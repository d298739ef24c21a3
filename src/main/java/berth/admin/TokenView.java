package berth.admin;

import berth.subscription.token.ApiTokens;
import berth.subscription.token.TokenInfo;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An API token as the administrator sees it.
 *
 * @param token the secret, whole, in the response to the request that made it; otherwise {@code
 *     null}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
    name = "ApiToken",
    description = "An API token, as the administrator sees it.",
    requiredProperties = {"id", "name", "role", "created"})
record TokenView(
    @Schema(description = "Its id.") long id,
    @Schema(description = "Its name.") String name,
    @Schema(description = "What it permits: `full`, `worker` or `read`.") String role,
    @Schema(description = "When it was made.") Instant created,
    @Schema(description = "When it was last used, true to an hour; absent if it never was.")
        @Nullable Instant lastUsed,
    @Schema(description = "When it ends; absent when it never does.") @Nullable Instant expiresAt,
    @Schema(description = "The secret, whole; only in the answer to the request that made it.")
        @Nullable String token) {

  /** Without the secret. */
  @Override
  public String toString() {
    return "TokenView[" + id + "]";
  }

  static TokenView of(TokenInfo info) {
    return of(info, null);
  }

  static TokenView withSecret(ApiTokens.Made made) {
    return of(made.info(), made.secret().value());
  }

  private static TokenView of(TokenInfo info, @Nullable String secret) {
    return new TokenView(
        info.id(),
        info.name(),
        info.role().apiName(),
        info.created(),
        info.lastUsed(),
        info.expiresAt(),
        secret);
  }
}
