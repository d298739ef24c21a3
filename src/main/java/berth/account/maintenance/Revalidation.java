package berth.account.maintenance;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How often active accounts are checked, which by default they are not. */
@ApplicationScoped
class Revalidation {

  private final Optional<Duration> every;

  Revalidation(@ConfigProperty(name = "berth.revalidation.every") Optional<Duration> every) {
    this.every = every;
  }

  boolean isOn() {
    return every.isPresent();
  }

  Duration every() {
    return every.orElseThrow();
  }

  /** A tenth less than that: with {@link #atMost} so that checks stay spread out. */
  Duration atLeast() {
    return every().multipliedBy(9).dividedBy(10);
  }

  /** A tenth more. */
  Duration atMost() {
    return every().multipliedBy(11).dividedBy(10);
  }
}
