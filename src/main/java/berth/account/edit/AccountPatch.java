package berth.account.edit;

import berth.account.upsert.AccountRequest;
import berth.request.JsonBody;
import org.jspecify.annotations.Nullable;

/**
 * The body of a {@code PATCH}: which settings of an account to change.
 *
 * @param maxJobs {@code null} to leave it unchanged
 */
public record AccountPatch(@Nullable Integer maxJobs) {

  /**
   * Reads the parameters.
   *
   * @param ceiling the highest {@code maxJobs} that the subscription allows
   * @throws berth.error.ErrorException when a parameter is invalid
   */
  public static AccountPatch of(JsonBody body, int ceiling) {
    return new AccountPatch(
        body.mentions("maxJobs") ? AccountRequest.maxJobs(body, ceiling) : null);
  }
}
