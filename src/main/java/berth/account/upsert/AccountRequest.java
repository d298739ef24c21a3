package berth.account.upsert;

import berth.request.RequestBody;
import berth.secret.DiscordToken;

/** What a caller wants an account to be. */
public record AccountRequest(DiscordToken token, int maxJobs) {

  private static final int DEFAULT_JOBS = 3;

  /**
   * Reads the parameters.
   *
   * @param ceiling the most jobs that the caller may allow an account
   * @throws berth.problem.ProblemException when one is wrong
   */
  public static AccountRequest of(RequestBody body, int ceiling) {
    String discord = body.requiredText("discord", TokenFlaws::first);
    return new AccountRequest(new DiscordToken(discord), maxJobs(body, ceiling));
  }

  /** How many jobs the account may run: a few when it is {@code null} or missing. */
  public static int maxJobs(RequestBody body, int ceiling) {
    return body.optionalInteger("maxJobs", 1, ceiling, Math.min(DEFAULT_JOBS, ceiling));
  }
}
