package berth.health;

/** What SQL reads of {@link HealthColumns}, as expressions over a row of {@code account}. */
public final class HealthSql {

  /** The text of {@link HealthStatus}. */
  public static final String STATUS =
      "CASE WHEN account.paused THEN 'paused' ELSE lower(account.status) END";

  /** Whether slots are handed out. */
  public static final String IN_PLAY = "(account.status = 'ACTIVE' AND NOT account.paused)";

  /** Whether it is out and comes back by itself. */
  public static final String COOLING = "(account.status = 'COOLING' AND NOT account.paused)";

  private HealthSql() {}
}
