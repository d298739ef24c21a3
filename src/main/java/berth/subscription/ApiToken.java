package berth.subscription;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * What a caller shows to be let in. Only its digest is stored.
 *
 * <p>A plain SHA-256 is enough: a token is 256 random bits, so there is nothing to guess, and
 * looking it up by its digest tells whoever measures the time nothing about the token.
 */
public record ApiToken(String value) {

  private static final int BYTES = 32;

  public static ApiToken random() {
    byte[] bytes = new byte[BYTES];
    // made here: one in a static field would be frozen into a native image
    new SecureRandom().nextBytes(bytes);
    return new ApiToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  public byte[] digest() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      // every Java platform has SHA-256
      throw new IllegalStateException(impossible);
    }
  }

  /** Compares in a time that does not depend on where the two differ. */
  public boolean matches(ApiToken other) {
    return MessageDigest.isEqual(digest(), other.digest());
  }

  @Override
  public String toString() {
    return "ApiToken[...]";
  }
}
