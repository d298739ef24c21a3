package berth.slot;

import java.util.List;

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
  static Attempt first(Wish wish, AccountPicker picker) {
    return wish.isPinned() ? look(wish) : new Attempt(wish.withDraws(picker.one()), Way.DRAWN, 1);
  }

  /** One that looks at all the accounts that would do. */
  static Attempt look(Wish wish) {
    return new Attempt(wish, wish.isPinned() ? Way.PINNED : Way.RACE, 1);
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
