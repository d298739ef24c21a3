package berth.account.maintenance;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How often the tokens of active accounts are checked; by default never. */
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

  /** A tenth less than the setting; with {@link #atMost}, it keeps the checks spread out. */
  Duration atLeast() {
    return every().multipliedBy(9).dividedBy(10);
  }

  /** A tenth more than the setting. */
  Duration atMost() {
    return every().multipliedBy(11).dividedBy(10);
  }
}
