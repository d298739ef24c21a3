package berth.account.health;

/** SQL expressions that read {@link HealthColumns} from a row of {@code account}. */
public final class HealthSql {

  /** The status, as {@link HealthStatus#text}. */
  public static final String STATUS =
      "CASE WHEN account.paused THEN 'paused' ELSE lower(account.status) END";

  /** Whether slots of the account may be granted. */
  public static final String IN_ROTATION = "(account.status = 'ACTIVE' AND NOT account.paused)";

  /**
   * Whether the account is out of rotation and comes back by itself: it is cooling, or its
   * moderation has an end. The condition of the index {@code account_comes_back}, in the same
   * words.
   */
  public static final String COMES_BACK =
      "(account.status IN ('COOLING', 'MODERATED') AND account.due_at IS NOT NULL"
          + " AND NOT account.paused)";

  /** When the account comes back by itself, if it does. */
  public static final String BACK_AT = "coalesce(account.cooling_until, account.moderated_until)";

  private HealthSql() {}
}
