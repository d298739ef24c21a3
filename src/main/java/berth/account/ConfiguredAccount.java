package berth.account;

import berth.account.store.Account;

/**
 * The response to the request that created or updated an account, with the fields of the vendor's
 * API.
 *
 * @param discord the whole token, as the request sent it
 */
record ConfiguredAccount(String discord, String channel, int maxJobs) {

  static ConfiguredAccount of(Account account) {
    return new ConfiguredAccount(account.token().value(), account.channel(), account.maxJobs());
  }

  /** Omits the token. */
  @Override
  public String toString() {
    return "ConfiguredAccount[" + channel + "]";
  }
}
