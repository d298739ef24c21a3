package berth.slot.lease;

import berth.secret.EncryptionKeys;
import berth.secret.KeyedDigest;
import berth.secret.Purpose;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Formats lease ids as opaque texts for callers, and parses those texts.
 *
 * <p>A text has a tag that only this service can compute, over the id and the subscription that the
 * lease was granted to. So the service distinguishes a text that was made up, or belongs to another
 * subscription, from a lease that has ended, without a record of all leases.
 */
@ApplicationScoped
public class LeaseIdCodec {

  private static final int ID_BYTES = Long.BYTES + 1 + Long.BYTES;

  /** Id and tag are 30 bytes: exactly 40 characters with no spare bits, so an id has one text. */
  private static final int TAG_BYTES = 13;

  private static final int TEXT_LENGTH = 40;

  private final EncryptionKeys keys;

  LeaseIdCodec(EncryptionKeys keys) {
    this.keys = keys;
  }

  /** The text for a lease of the subscription. It needs no escaping in a URL. */
  public String format(long subscriptionId, LeaseId lease) {
    byte[] id =
        ByteBuffer.allocate(ID_BYTES)
            .putLong(Long.parseUnsignedLong(lease.channel()))
            .put((byte) lease.number())
            .putLong(lease.fence())
            .array();
    // the first key computes new tags, as it does all new digests
    byte[] tag = tags(subscriptionId, id).get(0);
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(ByteBuffer.allocate(ID_BYTES + TAG_BYTES).put(id).put(tag).array());
  }

  /** The lease that the text names; empty if this service did not make it for the subscription. */
  public Optional<LeaseId> parse(long subscriptionId, String text) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
    if (text.length() != TEXT_LENGTH || bytes.length != ID_BYTES + TAG_BYTES) {
      return Optional.empty();
    }
    byte[] id = Arrays.copyOf(bytes, ID_BYTES);
    byte[] tag = Arrays.copyOfRange(bytes, ID_BYTES, bytes.length);
    if (tags(subscriptionId, id).stream().noneMatch(valid -> MessageDigest.isEqual(valid, tag))) {
      return Optional.empty();
    }
    ByteBuffer fields = ByteBuffer.wrap(id);
    return Optional.of(
        new LeaseId(Long.toUnsignedString(fields.getLong()), fields.get(), fields.getLong()));
  }

  private List<byte[]> tags(long subscriptionId, byte[] id) {
    byte[] tagged =
        ByteBuffer.allocate(Long.BYTES + ID_BYTES).putLong(subscriptionId).put(id).array();
    return keys.digests(Purpose.LEASE_ID, tagged).stream()
        .map(KeyedDigest::digest)
        .map(digest -> Arrays.copyOf(digest, TAG_BYTES))
        .toList();
  }
}
