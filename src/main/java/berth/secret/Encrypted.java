package berth.secret;

/**
 * A Discord token, or the secret of a webhook, as it is stored.
 *
 * @param keyId names the key that encrypted it: its id, after {@code 2:} if it is bound to its key
 *     and owner, and not only to a channel
 * @param bytes the 12 bytes of the nonce, then the ciphertext and the tag of AES-256-GCM
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, only carried
public record Encrypted(String keyId, byte[] bytes) {}
