package berth.secret;

import java.nio.charset.StandardCharsets;

/**
 * The account that a stored Discord token belongs to. Encryption binds the token to it, so that the
 * token can't be decrypted as that of another account.
 */
public record TokenOwner(long subscriptionId, String channel) {

  /** The owner and the key as bytes, different ones for each owner and key. */
  byte[] boundWith(String keyId) {
    return (keyId + '\n' + subscriptionId + '\n' + channel).getBytes(StandardCharsets.UTF_8);
  }

  /** The form that {@link EncryptionKeys#encryptForEarlierPods} binds to. */
  byte[] channelOnly() {
    return channel.getBytes(StandardCharsets.UTF_8);
  }
}
