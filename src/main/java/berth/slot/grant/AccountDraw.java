package berth.slot.grant;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Draws accounts by rejection sampling. Each draw is uniform over all accounts of a subscription in
 * rotation, full or not, and the first account drawn that has a free slot is taken. So each account
 * below its limit is equally likely, and the pod does not need to know which accounts those are.
 *
 * <p>A draw is a number from 0 (inclusive) to 1 (exclusive). It falls on the account at place
 * {@code floor(draw * accounts)}, where the database counts the accounts when it grants.
 */
final class AccountDraw {

  /** Up to this many accounts, it costs less to query all at once than to try one by one. */
  private static final int FEW_ACCOUNTS = 1_000;

  /** If one account in ten is below its limit, all of these draws miss once in 850 times. */
  static final int MANY_DRAWS = 64;

  private final RandomGenerator random;

  AccountDraw(RandomGenerator random) {
    this.random = random;
  }

  /** The first draw. It is enough while most accounts are below their limit. */
  List<Double> one() {
    return List.of(random.nextDouble());
  }

  /**
   * Draws for a second attempt, after the first draw has missed.
   *
   * @param accounts how many accounts were in rotation at the first attempt
   * @return {@value #MANY_DRAWS} draws, or none when it costs less to query all accounts at once
   */
  List<Double> more(int accounts) {
    return accounts <= FEW_ACCOUNTS ? List.of() : random.doubles(MANY_DRAWS).boxed().toList();
  }
}
