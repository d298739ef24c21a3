package berth.discord;

import java.time.Duration;
import java.util.UUID;

/** Whether a request may be made of Discord. */
sealed interface Permit {

  /**
   * One may, and counts as an invalid one until it is known to be none.
   *
   * @param holder whose the permit is; it has been another's before, and will be again
   */
  record Granted(int number, UUID holder) implements Permit {}

  /** None may, for so long. */
  record Denied(Reason reason, Duration pause) implements Permit {}

  /** Why none may. */
  enum Reason {
    /** Discord has asked for a pause of everything. */
    GLOBAL,
    /** The proxy in front of Discord has refused us. */
    CLOUDFLARE,
    /** As many invalid requests were made as is safe. */
    SPENT
  }
}
