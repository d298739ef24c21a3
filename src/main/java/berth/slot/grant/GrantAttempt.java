package berth.slot.grant;

import java.util.List;

/**
 * One of the attempts to grant a wish, and which comes next when it fails.
 *
 * @param nth of those that were made in the same way with the same draws, from 1
 */
record GrantAttempt(GrantRequest request, Selection selection, int nth) {

  /** After these an attempt waits for slots that others are just changing. */
  private static final int SKIPPING_LOCKED = 3;

  /** Then a slot is given up: each time it went to somebody else. */
  private static final int MOST = 100;

  /** The first for one who has just come. */
  static GrantAttempt first(GrantRequest request, AccountDraw draw) {
    return request.isPinned()
        ? look(request)
        : new GrantAttempt(request.withDraws(draw.one()), Selection.DRAWN, 1);
  }

  /** One that looks at all the accounts that would do. */
  static GrantAttempt look(GrantRequest request) {
    return new GrantAttempt(
        request, request.isPinned() ? Selection.PINNED : Selection.ANY_ACCOUNT, 1);
  }

  boolean waitsForLocks() {
    return nth > SKIPPING_LOCKED;
  }

  boolean isLast() {
    return nth >= MOST;
  }

  /**
   * The same once more, with the same draws: to draw anew because another took a slot would pass by
   * the accounts that many take slots of.
   */
  GrantAttempt again() {
    return new GrantAttempt(request, selection, nth + 1);
  }

  /** The draws have found no free slot: draws more, or looks at all the accounts. */
  GrantAttempt wider(int accounts, AccountDraw draw) {
    List<Double> draws = selection == Selection.DRAWN ? draw.more(accounts) : List.<Double>of();
    return new GrantAttempt(
        request.withDraws(draws), draws.isEmpty() ? Selection.ANY_ACCOUNT : Selection.SEARCHED, 1);
  }
}
