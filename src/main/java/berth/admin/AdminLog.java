package berth.admin;

import berth.log.LogLine;
import org.jboss.logging.Logger;

/** One log line for each change that an administrator makes. */
final class AdminLog {

  private static final Logger LOG = Logger.getLogger(AdminLog.class);

  private AdminLog() {}

  /** A line about a change of the subscription; the caller adds fields and writes it. */
  static LogLine changed(String action, long subscriptionId) {
    return LogLine.info(LOG, "The administrator has changed a subscription")
        .with("action", action)
        .with("subscription", subscriptionId);
  }
}
