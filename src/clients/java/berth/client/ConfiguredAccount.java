package berth.client;

/**
 * The account that was created or updated.
 *
 * @param discord the token as it was sent
 */
public record ConfiguredAccount(String channel, String discord, int maxJobs) {

  /** Without the token. */
  @Override
  public String toString() {
    return "ConfiguredAccount[" + channel + "]";
  }
}
