package berth.secret;

/**
 * A digest that only who has the key can make.
 *
 * @param keyId the key it was made with
 * @param digest 32 bytes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared as a whole, only carried
public record KeyedDigest(String keyId, byte[] digest) {}
