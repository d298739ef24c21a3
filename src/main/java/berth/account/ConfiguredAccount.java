package berth.account;

import berth.account.store.Account;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The response to the request that created or updated an account, with the fields of the vendor's
 * API.
 *
 * @param discord the whole token, as the request sent it
 */
@Schema(
    name = "ConfiguredAccount",
    description = "The account that was created or updated.",
    requiredProperties = {"discord", "channel", "maxJobs"})
record ConfiguredAccount(
    @Schema(description = "The token, whole, as the request sent it.") String discord,
    @Schema(description = "The channel.") String channel,
    @Schema(description = "How many jobs it may run at once.") int maxJobs) {

  static ConfiguredAccount of(Account account) {
    return new ConfiguredAccount(account.token().value(), account.channel(), account.maxJobs());
  }

  /** Omits the token. */
  @Override
  public String toString() {
    return "ConfiguredAccount[" + channel + "]";
  }
}
