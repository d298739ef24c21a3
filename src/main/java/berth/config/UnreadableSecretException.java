package berth.config;

import java.util.Locale;

/** The file of a secret can't be read, so the service can't start. */
public final class UnreadableSecretException extends RuntimeException {

  private static final long serialVersionUID = 1;

  UnreadableSecretException(String property, String file, String reason) {
    super(
        property.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_')
            + "_FILE names "
            + file
            + ", which can't be read ("
            + reason
            + ")");
  }
}
