package berth.secret;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The encryption keys of the service. The first key encrypts and all keys decrypt, so that a key
 * can be replaced by putting its successor in front of it.
 */
public final class EncryptionKeys {

  /** Before the id of the key of a token that is bound to all of its {@link TokenOwner}. */
  private static final String BOUND = "2:";

  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecureRandom random = new SecureRandom();
  private final List<EncryptionKey> keys;

  private EncryptionKeys(List<EncryptionKey> keys) {
    this.keys = keys;
  }

  /**
   * Reads {@code id:base64-32-bytes}, comma-separated.
   *
   * @throws IllegalArgumentException when a key is malformed, or two keys have the same id; the
   *     message holds no part of a key
   */
  public static EncryptionKeys parse(String setting) {
    List<EncryptionKey> keys = Stream.of(setting.split(",", -1)).map(EncryptionKey::parse).toList();
    if (keys.stream().map(EncryptionKey::id).distinct().count() < keys.size()) {
      throw new IllegalArgumentException("two keys have the same id");
    }
    return new EncryptionKeys(keys);
  }

  /** Encrypts with the first key. The token can be decrypted only for the same owner. */
  public Encrypted encrypt(DiscordToken token, TokenOwner owner) {
    EncryptionKey key = keys.get(0);
    return new Encrypted(currentKeyId(), encrypt(token.value(), key, owner.boundWith(key.id())));
  }

  /**
   * The same, so that pods of the version before can decrypt it: bound only to the channel of the
   * owner.
   */
  public Encrypted encryptForEarlierPods(DiscordToken token, TokenOwner owner) {
    EncryptionKey key = keys.get(0);
    return new Encrypted(key.id(), encrypt(token.value(), key, owner.channelOnly()));
  }

  /** Encrypts the secret of a webhook with the first key, bound to its subscription. */
  public Encrypted encryptWebhookSecret(String secret, long subscriptionId) {
    EncryptionKey key = keys.get(0);
    return new Encrypted(currentKeyId(), encrypt(secret, key, webhook(key, subscriptionId)));
  }

  /**
   * Decrypts the secret of a webhook.
   *
   * @throws MissingKeyException when the key is not configured
   * @throws IllegalStateException when the bytes were changed, or belong to another subscription
   */
  public String decryptWebhookSecret(Encrypted stored, long subscriptionId) {
    EncryptionKey key = ofStored(stored);
    return decrypt(stored.bytes(), key, webhook(key, subscriptionId));
  }

  /** No {@link TokenOwner} is bound to the same bytes: it has a number where this has a word. */
  private static byte[] webhook(EncryptionKey key, long subscriptionId) {
    return (key.id() + "\nwebhook\n" + subscriptionId).getBytes(StandardCharsets.UTF_8);
  }

  private byte[] encrypt(String secret, EncryptionKey key, byte[] boundTo) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] plain = secret.getBytes(StandardCharsets.US_ASCII);
    byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce, boundTo, plain);
    byte[] stored = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
    System.arraycopy(sealed, 0, stored, NONCE_BYTES, sealed.length);
    return stored;
  }

  /**
   * Decrypts a token that was encrypted for the owner.
   *
   * @throws MissingKeyException when the key is not configured
   * @throws IllegalStateException when the bytes were changed, or encrypted for another owner
   */
  public DiscordToken decrypt(Encrypted stored, TokenOwner owner) {
    EncryptionKey key = ofStored(stored);
    boolean bound = stored.keyId().startsWith(BOUND);
    byte[] boundTo = bound ? owner.boundWith(key.id()) : owner.channelOnly();
    return new DiscordToken(decrypt(stored.bytes(), key, boundTo));
  }

  private EncryptionKey ofStored(Encrypted stored) {
    String keyId = keyId(stored.keyId());
    return find(keyId).orElseThrow(() -> new MissingKeyException(keyId));
  }

  private static String decrypt(byte[] stored, EncryptionKey key, byte[] boundTo) {
    byte[] nonce = Arrays.copyOf(stored, NONCE_BYTES);
    byte[] sealed = Arrays.copyOfRange(stored, NONCE_BYTES, stored.length);
    return new String(
        cipher(Cipher.DECRYPT_MODE, key, nonce, boundTo, sealed), StandardCharsets.US_ASCII);
  }

  /** The id of the key that {@link Encrypted#keyId} names. */
  public static String keyId(String stored) {
    return stored.startsWith(BOUND) ? stored.substring(BOUND.length()) : stored;
  }

  /** What {@link Encrypted#keyId} may be for this key. */
  public static List<String> storedKeyIds(String keyId) {
    return List.of(keyId, BOUND + keyId);
  }

  /** The {@link Encrypted#keyId} of what {@link #encrypt} and its like encrypt now. */
  public String currentKeyId() {
    return BOUND + keys.get(0).id();
  }

  /** Whether the key is configured, so that tokens that it encrypted can be decrypted. */
  public boolean has(String keyId) {
    return find(keyId).isPresent();
  }

  /** The ids of the keys, the one that encrypts first. */
  public List<String> ids() {
    return keys.stream().map(EncryptionKey::id).toList();
  }

  private Optional<EncryptionKey> find(String keyId) {
    return keys.stream().filter(key -> key.id().equals(keyId)).findFirst();
  }

  /** The keyed digest of the data under each key, the first key's first. */
  public List<KeyedDigest> digests(Purpose purpose, byte[] data) {
    return keys.stream().map(key -> new KeyedDigest(key.id(), key.mac(purpose, data))).toList();
  }

  /** The digests of a token, by which a stored token is found. */
  public List<KeyedDigest> digests(DiscordToken token) {
    return digests(Purpose.TOKEN_DIGEST, token.value().getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] cipher(
      int mode, EncryptionKey key, byte[] nonce, byte[] boundTo, byte[] input) {
    try {
      Cipher cipher = Cipher.getInstance(CIPHER);
      cipher.init(mode, key.forEncryption(), new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(boundTo);
      return cipher.doFinal(input);
    } catch (GeneralSecurityException failure) {
      throw new IllegalStateException("A stored secret can't be decrypted", failure);
    }
  }

  /** Makes the keys of the settings injectable. */
  static class Producer {

    @Produces
    @Singleton
    EncryptionKeys ofSettings(@ConfigProperty(name = "berth.encryption-keys") String setting) {
      return parse(setting);
    }
  }
}
