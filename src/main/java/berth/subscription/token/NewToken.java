package berth.subscription.token;

import berth.error.ErrorCatalogue;
import berth.request.JsonBody;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a new API token, as the administrator sends them.
 *
 * @see TokenInfo
 */
public record NewToken(String name, Role role, @Nullable Instant expiresAt) {

  private static final int MAX_NAME = 100;
  private static final int MAX_ROLE = 20;

  /** The parameters of the token that each new subscription gets. */
  public static NewToken first() {
    return new NewToken("first", Role.FULL, null);
  }

  /**
   * Reads the parameters.
   *
   * @throws berth.error.ErrorException when a parameter is missing or wrong
   */
  public static NewToken of(JsonBody body) {
    return new NewToken(
        body.requiredText("name", MAX_NAME),
        role(body.optionalText("role", MAX_ROLE)),
        body.optionalInstant("expiresAt"));
  }

  private static Role role(@Nullable String name) {
    return name == null
        ? Role.FULL
        : Role.named(name)
            .orElseThrow(
                () ->
                    ErrorCatalogue.malformed("role", "It is one of full, worker, read")
                        .asException());
  }
}
