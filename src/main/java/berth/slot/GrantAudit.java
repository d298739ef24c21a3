package berth.slot;

import berth.auth.Caller;
import berth.log.LogLine;
import berth.slot.lease.LeaseId;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * One log line for each granted slot, if the setting asks for it: for whoever must prove who read
 * which credential. The line also has the id of the request, as all lines of a request have.
 */
@ApplicationScoped
class GrantAudit {

  private static final Logger LOG = Logger.getLogger(GrantAudit.class);

  private final boolean on;

  GrantAudit(@ConfigProperty(name = "berth.audit-grants") boolean on) {
    this.on = on;
  }

  void granted(Caller caller, LeaseId lease) {
    if (on) {
      LogLine.info(LOG, "A slot was granted")
          .with("subscription", caller.subscription().id())
          .with("token", caller.tokenName())
          .with("channel", lease.channel())
          .with("fence", lease.fence())
          .write();
    }
  }
}
