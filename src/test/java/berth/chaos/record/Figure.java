package berth.chaos.record;

/** What is counted. */
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
  /** Of slots whose return to those who want them was timed. */
  RETURNS_TIMED
}
