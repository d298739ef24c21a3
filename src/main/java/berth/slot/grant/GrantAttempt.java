package berth.slot.grant;

import java.util.List;

/**
 * One attempt to grant a slot to a request, and the attempt that follows when it fails.
 *
 * @param nth the number of this attempt among those with the same selection and the same draws,
 *     from 1
 */
record GrantAttempt(GrantRequest request, Selection selection, int nth) {

  /** Attempts that skip locked slots. Those after them wait for the locks. */
  private static final int SKIPPING_LOCKED = 3;

  /** Maximum attempts for a request that loses the slot to another request each time. */
  private static final int MAX_ATTEMPTS = 100;

  /** The first attempt for a new request. */
  static GrantAttempt first(GrantRequest request, AccountDraw draw) {
    return request.isPinned()
        ? amongAll(request)
        : new GrantAttempt(request.withDraws(draw.one()), Selection.DRAWN, 1);
  }

  /** An attempt that may choose any account that fits: the pinned one, or any in rotation. */
  static GrantAttempt amongAll(GrantRequest request) {
    return new GrantAttempt(
        request, request.isPinned() ? Selection.PINNED : Selection.ANY_ACCOUNT, 1);
  }

  boolean waitsForLocks() {
    return nth > SKIPPING_LOCKED;
  }

  boolean isLast() {
    return nth >= MAX_ATTEMPTS;
  }

  /**
   * The same attempt once more, with the same draws. Drawing anew after a lost slot would avoid the
   * accounts that many requests want.
   */
  GrantAttempt again() {
    return new GrantAttempt(request, selection, nth + 1);
  }

  /** The attempt after draws that found no free slot: with more draws, or among all accounts. */
  GrantAttempt wider(int accounts, AccountDraw draw) {
    List<Double> draws = selection == Selection.DRAWN ? draw.more(accounts) : List.<Double>of();
    return new GrantAttempt(
        request.withDraws(draws), draws.isEmpty() ? Selection.ANY_ACCOUNT : Selection.SEARCHED, 1);
  }
}
