package berth.secret;

import java.nio.charset.StandardCharsets;

/** The purpose of a derived key. Stored values depend on the labels, so these never change. */
public enum Purpose {
  /** Encrypting stored Discord tokens. */
  TOKEN_ENCRYPTION("berth token encryption"),
  /** Finding a stored Discord token without decrypting any. */
  TOKEN_DIGEST("berth token digest"),
  /** Recognising API tokens that this service has stored. */
  API_TOKEN("berth api token"),
  /** Recognising lease ids that this service has made. */
  LEASE_ID("berth lease id");

  private final String label;

  Purpose(String label) {
    this.label = label;
  }

  byte[] label() {
    return label.getBytes(StandardCharsets.US_ASCII);
  }
}
