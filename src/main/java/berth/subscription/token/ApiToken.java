package berth.subscription.token;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * The secret that authenticates a caller. Only its digest is stored.
 *
 * <p>A plain SHA-256 is enough: a token is 256 random bits, so it can't be guessed. It is found by
 * its digest, so the time that this takes reveals nothing about the token.
 *
 * <p>A token that Berth makes is {@code berth_}, 43 characters of 0-9, A-Z and a-z, and six
 * characters of their CRC-32, so that scanners recognise it in texts, and a misspelled one needs no
 * look-up. Operators may choose tokens of any other form.
 */
public record ApiToken(String value) {

  private static final String PREFIX = "berth_";
  private static final int RANDOM_BITS = 256;
  private static final int RANDOM_LENGTH = 43;
  private static final int CHECKSUM_LENGTH = 6;
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final Pattern MADE_HERE =
      Pattern.compile(PREFIX + "[0-9A-Za-z]{" + (RANDOM_LENGTH + CHECKSUM_LENGTH) + "}");

  public static ApiToken random() {
    // not a static field: its state would be stored in a native executable when that is built
    String random = base62(new BigInteger(RANDOM_BITS, new SecureRandom()), RANDOM_LENGTH);
    return new ApiToken(PREFIX + random + checksum(random));
  }

  /** Whether the token looks like one that Berth makes, but Berth did not make it. */
  public boolean isMisspelled() {
    if (!MADE_HERE.matcher(value).matches()) {
      return false;
    }
    int end = PREFIX.length() + RANDOM_LENGTH;
    return !checksum(value.substring(PREFIX.length(), end)).equals(value.substring(end));
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

  private static String checksum(String text) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.US_ASCII));
    return base62(BigInteger.valueOf(crc.getValue()), CHECKSUM_LENGTH);
  }

  private static String base62(BigInteger number, int length) {
    char[] text = new char[length];
    BigInteger base = BigInteger.valueOf(DIGITS.length());
    BigInteger rest = number;
    for (int i = length - 1; i >= 0; i--) {
      BigInteger[] parts = rest.divideAndRemainder(base);
      text[i] = DIGITS.charAt(parts[1].intValue());
      rest = parts[0];
    }
    return new String(text);
  }
}
