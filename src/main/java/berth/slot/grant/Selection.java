package berth.slot.grant;

/** How a wish comes to the account that it is granted a slot of. */
enum Selection {
  /** It is pinned to the account. */
  PINNED,
  /** By the one draw that it has; most wishes are granted so. */
  DRAWN,
  /** By the first of its draws that finds a free slot. */
  SEARCHED,
  /**
   * By a race of all accounts that have a free slot: the last resort, which finds one if there is
   * one.
   */
  ANY_ACCOUNT;

  /** Whether wishes need draws for it. */
  boolean isByDraws() {
    return this == DRAWN || this == SEARCHED;
  }
}
