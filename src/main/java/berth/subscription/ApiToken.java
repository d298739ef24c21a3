package berth.subscription;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The secret that authenticates a caller. Only its digest is stored.
 *
 * <p>A plain SHA-256 is enough: a token is 256 random bits, so it can't be guessed. It is found by
 * its digest, so the time that this takes reveals nothing about the token.
 */
public record ApiToken(String value) {

  private static final int BYTES = 32;

  public static ApiToken random() {
    byte[] bytes = new byte[BYTES];
    // not a static field: its state would be stored in a native executable when that is built
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

  /** Compares in a time that does not depend on where the tokens differ. */
  public boolean matches(ApiToken other) {
    return MessageDigest.isEqual(digest(), other.digest());
  }

  @Override
  public String toString() {
    return "ApiToken[...]";
  }
}
