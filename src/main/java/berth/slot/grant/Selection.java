package berth.slot.grant;

/** The accounts from which a grant may choose, and how it chooses. */
enum Selection {
  /** The account that the request is pinned to. */
  PINNED,
  /** The account on which the only draw of the request falls. Most slots are granted so. */
  DRAWN,
  /** The first account among the draws of the request that has a free slot. */
  SEARCHED,
  /**
   * Any account that has a free slot, drawn uniformly among these accounts, however many free slots
   * they have. It is the last resort, and finds a free slot if there is one.
   */
  ANY_ACCOUNT;

  /** Whether the selection uses the draws of the requests. */
  boolean usesDraws() {
    return this == DRAWN || this == SEARCHED;
  }
}
