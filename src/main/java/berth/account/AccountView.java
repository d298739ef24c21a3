package berth.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * An account as its owner sees it.
 *
 * @param discord the token: whole in the answer to the request that sent it, else masked
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AccountView(String discord, String channel, int maxJobs, @Nullable String status) {

  /** The answer to the request that configured it, as the vendor's page has it. */
  static AccountView configured(Account account) {
    return new AccountView(account.token().value(), account.channel(), account.maxJobs(), null);
  }

  /** Without the token, which may be whole. */
  @Override
  public String toString() {
    return "AccountView[" + channel + "]";
  }

  static AccountView masked(Account account) {
    return new AccountView(
        account.token().masked(), account.channel(), account.maxJobs(), account.status().text());
  }
}
