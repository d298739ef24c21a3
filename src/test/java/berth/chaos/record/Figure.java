package berth.chaos.record;

/** The figures of a run. */
public enum Figure {
  LEASES_GRANTED,
  RENEWALS,
  RELEASES,
  LEASES_ABANDONED,
  BUSY_ANSWERS,
  REQUESTS_WITHOUT_OUTCOME,
  LIMITS_CHANGED,
  PODS_KILLED,
  PODS_FROZEN,
  PODS_ENDED,
  PODS_STARTED,
  TIMES_CUT_OFF,
  CONNECTIONS_CUT,
  DATABASE_CRASHES,
  /** Slots whose time from the end of a lease to the next grant was measured. */
  RETURNS_TIMED
}
