package berth.secret;

/**
 * A Discord token as it is stored.
 *
 * @param keyId names the key that encrypted it: its id, after {@code 2:} if the token is bound to
 *     its key, subscription and channel, and not only to its channel
 * @param bytes the 12 bytes of the nonce, then the ciphertext and the tag of AES-256-GCM
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, only carried
public record Encrypted(String keyId, byte[] bytes) {}
