package berth.secret;

/**
 * A Discord token as it is stored.
 *
 * @param keyId the id of the key that encrypted it
 * @param bytes the 12 bytes of the nonce, then the ciphertext and the tag of AES-256-GCM
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, only carried
public record Encrypted(String keyId, byte[] bytes) {}
