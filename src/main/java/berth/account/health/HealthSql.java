package berth.account.health;

/** What SQL reads of {@link HealthColumns}, as expressions over a row of {@code account}. */
public final class HealthSql {

  /** The text of {@link HealthStatus}. */
  public static final String STATUS =
      "CASE WHEN account.paused THEN 'paused' ELSE lower(account.status) END";

  /** Whether slots are handed out. */
  public static final String IN_ROTATION = "(account.status = 'ACTIVE' AND NOT account.paused)";

  /**
   * Whether it is out and comes back by itself: it cools, or its moderation has an end. In the
   * words of an index.
   */
  public static final String COMES_BACK =
      "(account.status IN ('COOLING', 'MODERATED') AND account.due_at IS NOT NULL"
          + " AND NOT account.paused)";

  /** When it comes back, if it does by itself. */
  public static final String BACK_AT = "coalesce(account.cooling_until, account.moderated_until)";

  private HealthSql() {}
}
