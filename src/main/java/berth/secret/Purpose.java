package berth.secret;

import java.nio.charset.StandardCharsets;

/** What a derived key is for. The labels are part of what is stored, so they never change. */
public enum Purpose {
  /** Storing Discord tokens. */
  TOKEN_ENCRYPTION("berth token encryption"),
  /** Finding a stored Discord token again without decrypting any. */
  TOKEN_DIGEST("berth token digest"),
  /** Telling the lease ids that this service made from any other text. */
  LEASE_ID("berth lease id");

  private final String label;

  Purpose(String label) {
    this.label = label;
  }

  byte[] label() {
    return label.getBytes(StandardCharsets.US_ASCII);
  }
}
