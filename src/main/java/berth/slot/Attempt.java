package berth.slot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of the attempts to grant a wish, and which comes next when it fails.
 *
 * @param nth of those that were made in the same way with the same draws, from 1
 */
record Attempt(Wish wish, Way way, int nth) {

  /** After these an attempt waits for slots that others are just changing. */
  private static final int HASTY = 3;

  /** Then a slot is given up: each time it went to somebody else. */
  private static final int MOST = 100;

  /** The first for one who has just come. */
  static Attempt first(long subscriptionId, SlotRequest request, AccountPicker picker) {
    return request.channel() == null
        ? new Attempt(new Wish(subscriptionId, request, picker.one(), null, true), Way.DRAWN, 1)
        : look(subscriptionId, request, null, true);
  }

  /** One that looks at all the accounts that would do. */
  static Attempt look(
      long subscriptionId, SlotRequest request, @Nullable Long ticket, boolean yields) {
    return new Attempt(
        new Wish(subscriptionId, request, List.of(), ticket, yields),
        request.channel() == null ? Way.RACE : Way.PINNED,
        1);
  }

  boolean isPatient() {
    return nth > HASTY;
  }

  boolean isLast() {
    return nth >= MOST;
  }

  /**
   * The same once more, with the same draws: to draw anew because another took a slot would pass by
   * the accounts that many take slots of.
   */
  Attempt again() {
    return new Attempt(wish, way, nth + 1);
  }

  /** The draws have found no free slot: draws more, or looks at all the accounts. */
  Attempt wider(int accounts, AccountPicker picker) {
    List<Double> draws = way == Way.DRAWN ? picker.more(accounts) : List.<Double>of();
    return new Attempt(wish.withDraws(draws), draws.isEmpty() ? Way.RACE : Way.SEARCHED, 1);
  }
}
