package berth.slot.lease;

import java.util.Locale;

/** Why a slot is released: the outcome that its holder reports, or that it has no holder. */
public enum ReleaseReason {
  /** The job ended, or its holder reports nothing about the account. */
  DONE,
  /** Discord refused the account's token. */
  REJECTED,
  /** Discord rate-limited the account. */
  LIMITED,
  /** The account is moderated. */
  MODERATED,
  /** The slot was granted to a request whose response could not be delivered. */
  UNDELIVERED;

  /** The name in requests, and in metrics. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
