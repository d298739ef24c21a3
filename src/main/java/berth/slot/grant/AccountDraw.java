package berth.slot.grant;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Draws accounts by rejection sampling: each draw is uniform over all of a subscription's accounts,
 * full or not, and the first that has a free slot is taken. So each account below its limit is
 * equally likely, and nobody has to know which those are.
 *
 * <p>A draw is a number from 0 (inclusive) to 1 (exclusive). It falls on the account at place
 * {@code floor(draw * accounts)}, by the number of accounts that the database has when it grants.
 */
final class AccountDraw {

  /** Up to here it costs less to look at all accounts at once than at one after the other. */
  private static final int FEW_ACCOUNTS = 1_000;

  /** With one account in ten below its limit, these miss once in 850 times. */
  static final int MANY_DRAWS = 64;

  private final RandomGenerator random;

  AccountDraw(RandomGenerator random) {
    this.random = random;
  }

  /** The first draw: with most accounts below their limit it is all that is needed. */
  List<Double> one() {
    return List.of(random.nextDouble());
  }

  /**
   * Draws for a second try, after the first has missed.
   *
   * @param accounts how many there were then
   * @return {@value #MANY_DRAWS} draws, or none when it costs less to look at all accounts at once
   */
  List<Double> more(int accounts) {
    return accounts <= FEW_ACCOUNTS ? List.of() : random.doubles(MANY_DRAWS).boxed().toList();
  }
}
