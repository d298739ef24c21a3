package berth.account;

import berth.account.upsert.AccountRequest;
import berth.request.RequestBody;
import org.jspecify.annotations.Nullable;

/**
 * What a caller wants to be changed about an account.
 *
 * @param maxJobs {@code null} to leave it as it is
 */
record AccountPatch(@Nullable Integer maxJobs) {

  /**
   * Reads the parameters.
   *
   * @param ceiling the most jobs that the caller may allow an account
   * @throws berth.problem.ProblemException when one is wrong
   */
  static AccountPatch of(RequestBody body, int ceiling) {
    return new AccountPatch(
        body.mentions("maxJobs") ? AccountRequest.maxJobs(body, ceiling) : null);
  }
}
