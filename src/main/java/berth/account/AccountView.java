package berth.account;

import berth.account.health.Cooling;
import berth.account.health.Health;
import berth.account.health.Moderated;
import berth.account.health.Rejected;
import berth.account.store.Account;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An account as its owner sees it.
 *
 * @param discord the token: whole in the answer to the request that sent it, else masked
 * @param until when its status ends by itself
 * @param reason why it is rejected
 * @param nextCheck when Discord is asked again about a rejected one; missing when it is not, until
 *     the account is posted anew
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AccountView(
    String discord,
    String channel,
    int maxJobs,
    @Nullable String status,
    @Nullable Instant until,
    @Nullable String reason,
    @Nullable Instant nextCheck,
    @Nullable String pendingModMessage) {

  /** The answer to the request that configured it, as the vendor's page has it. */
  static AccountView configured(Account account) {
    return new AccountView(
        account.token().value(),
        account.channel(),
        account.maxJobs(),
        null,
        null,
        null,
        null,
        null);
  }

  /** Without the token, which may be whole. */
  @Override
  public String toString() {
    return "AccountView[" + channel + "]";
  }

  static AccountView masked(Account account) {
    Health health = account.health();
    return new AccountView(
        account.token().masked(),
        account.channel(),
        account.maxJobs(),
        health.status().text(),
        until(health),
        health instanceof Rejected rejected ? rejected.reason() : null,
        health instanceof Rejected rejected ? rejected.nextCheck() : null,
        health instanceof Moderated moderated ? moderated.message() : null);
  }

  private static @Nullable Instant until(Health health) {
    if (health instanceof Moderated moderated) {
      return moderated.until();
    }
    return health instanceof Cooling cooling ? cooling.until() : null;
  }
}
