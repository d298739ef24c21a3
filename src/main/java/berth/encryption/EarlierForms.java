package berth.encryption;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Whether pods of the version before may run beside this one, during an upgrade. They encrypt
 * tokens in an earlier form and can't read the present one, and make API tokens without a tag. An
 * operator sets the end: a time in the database could be changed by who can write there, and would
 * let in tokens that Berth has not made.
 */
@ApplicationScoped
public class EarlierForms {

  private final Optional<Instant> end;

  EarlierForms(@ConfigProperty(name = "berth.earlier-pods-until") Optional<String> end) {
    this.end = end.filter(text -> !text.isBlank()).map(Instant::parse);
  }

  /** Whether the earlier forms are still written and accepted. */
  public boolean areAccepted() {
    return end.filter(Instant.now()::isBefore).isPresent();
  }
}
