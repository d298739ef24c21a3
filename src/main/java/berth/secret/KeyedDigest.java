package berth.secret;

/**
 * A digest that can only be computed with an encryption key.
 *
 * @param keyId the id of that key
 * @param digest 32 bytes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared as a whole, only carried
public record KeyedDigest(String keyId, byte[] digest) {}
