package berth.discord.limit;

import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whether a request may be made of Discord. */
public sealed interface Permit {

  /**
   * One may, and counts as an invalid one until it is known to be none.
   *
   * @param own the subscription's, which goes with it; {@code null} when Berth asks by itself
   * @param holder whose the permit is; it has been another's before, and will be again
   */
  record Granted(int number, @Nullable Own own, UUID holder) implements Permit {}

  /** A subscription's permit. */
  record Own(long subscriptionId, int number) {}

  /** None may, for so long. */
  record Denied(Reason reason, Duration pause) implements Permit {}

  /** Why none may. */
  enum Reason {
    /** Discord has asked for a pause of everything. */
    GLOBAL,
    /** The proxy in front of Discord has refused us. */
    CLOUDFLARE,
    /** As many invalid requests were made as is safe. */
    SPENT,
    /** As many were made for the subscription as one may make. */
    SPENT_BY_SUBSCRIPTION,
    /** All permits are spent or taken, but some for requests whose answers are still to come. */
    TAKEN
  }
}
