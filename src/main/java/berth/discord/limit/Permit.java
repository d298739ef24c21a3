package berth.discord.limit;

import java.time.Duration;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Whether a request may be sent to Discord. */
public sealed interface Permit {

  /** Applies the function for this case. */
  <R> R fold(Function<Granted, R> granted, Function<Denied, R> denied);

  /**
   * One request may be sent. It counts as invalid until its response shows that it is not.
   *
   * @param number the permit of the common budget
   * @param ofSubscription the subscription's permit, which is taken and released together with it;
   *     {@code null} for Berth's own checks
   * @param holder identifies this use of the two permits, which other requests have used before and
   *     will use again
   */
  record Granted(int number, @Nullable OfSubscription ofSubscription, UUID holder)
      implements Permit {

    @Override
    public <R> R fold(Function<Granted, R> granted, Function<Denied, R> denied) {
      return granted.apply(this);
    }
  }

  /** A permit of a subscription's share of the budget. */
  record OfSubscription(long subscriptionId, int number) {}

  /** No request may be sent before the pause is over. */
  record Denied(Reason reason, Duration pause) implements Permit {

    @Override
    public <R> R fold(Function<Granted, R> granted, Function<Denied, R> denied) {
      return denied.apply(this);
    }
  }

  /** Why no request may be sent. */
  enum Reason {
    /** Discord has asked for a pause of all requests. */
    GLOBAL,
    /** The proxy in front of Discord has refused requests of this address. */
    CLOUDFLARE,
    /** All pods together have made as many invalid requests as is safe. */
    SPENT,
    /** As many invalid requests were made for the subscription as are for one. */
    SPENT_BY_SUBSCRIPTION,
    /** All permits are spent or taken, and some are taken by requests that are under way. */
    TAKEN
  }
}
