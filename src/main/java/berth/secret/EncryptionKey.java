package berth.secret;

import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * One of the keys in {@code BERTH_ENCRYPTION_KEYS}. Only keys that are derived from it are used,
 * one for each {@link Purpose}, so that no key serves two algorithms.
 */
final class EncryptionKey {

  private static final String MAC = "HmacSHA256";
  private static final int LENGTH = 32;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,32}");

  private final String id;
  private final Map<Purpose, byte[]> derived = new EnumMap<>(Purpose.class);

  private EncryptionKey(String id, byte[] bytes) {
    this.id = id;
    for (Purpose purpose : Purpose.values()) {
      derived.put(purpose, hmac(bytes, purpose.label()));
    }
  }

  /**
   * Reads {@code id:base64-32-bytes}.
   *
   * @throws IllegalArgumentException when it is malformed; the message holds no part of the key
   */
  static EncryptionKey parse(String setting) {
    String[] parts = setting.strip().split(":", 2);
    if (parts.length != 2 || !ID.matcher(parts[0]).matches()) {
      throw new IllegalArgumentException("a key is not of the form id:base64-32-bytes");
    }
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(parts[1]);
    } catch (IllegalArgumentException notBase64) {
      throw new IllegalArgumentException("the key " + parts[0] + " is not base64", notBase64);
    }
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException(
          "the key " + parts[0] + " has " + bytes.length + " bytes and not 32");
    }
    return new EncryptionKey(parts[0], bytes);
  }

  String id() {
    return id;
  }

  /** For AES-256. */
  SecretKey forEncryption() {
    return new SecretKeySpec(derived(Purpose.TOKEN_ENCRYPTION), "AES");
  }

  /** HMAC-SHA256 of the data, under the key derived for the purpose. */
  byte[] mac(Purpose purpose, byte[] data) {
    return hmac(derived(purpose), data);
  }

  private byte[] derived(Purpose purpose) {
    return Objects.requireNonNull(derived.get(purpose));
  }

  private static byte[] hmac(byte[] key, byte[] data) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(key, MAC));
      return mac.doFinal(data);
    } catch (GeneralSecurityException impossible) {
      // every Java platform has HmacSHA256
      throw new IllegalStateException(impossible);
    }
  }
}
