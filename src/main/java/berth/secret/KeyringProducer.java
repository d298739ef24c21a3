package berth.secret;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes the keyring of the settings available for injection. */
class KeyringProducer {

  @Produces
  @Singleton
  Keyring keyring(@ConfigProperty(name = "berth.encryption-keys") String setting) {
    return Keyring.parse(setting);
  }
}
