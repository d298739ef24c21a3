package berth.account.upsert;

import berth.request.JsonBody;
import berth.secret.DiscordToken;

/** The body of a {@code POST} that creates or updates an account. */
public record AccountRequest(DiscordToken token, int maxJobs) {

  private static final int DEFAULT_MAX_JOBS = 3;

  /**
   * Reads the parameters.
   *
   * @param ceiling the highest {@code maxJobs} that the subscription allows
   * @throws berth.error.ErrorException when a parameter is invalid
   */
  public static AccountRequest of(JsonBody body, int ceiling) {
    String discord = body.requiredText("discord", TokenFlaws::first);
    return new AccountRequest(new DiscordToken(discord), maxJobs(body, ceiling));
  }

  /** Reads {@code maxJobs}; the default, or a lower ceiling, when it is {@code null} or missing. */
  public static int maxJobs(JsonBody body, int ceiling) {
    return body.optionalInteger("maxJobs", 1, ceiling, Math.min(DEFAULT_MAX_JOBS, ceiling));
  }
}
