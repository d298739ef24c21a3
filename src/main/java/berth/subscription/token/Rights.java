package berth.subscription.token;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What an API token permits.
 *
 * @param expiresAt from when on it permits nothing, in whole microseconds; {@code null} for never
 */
public record Rights(long subscriptionId, Role role, @Nullable Instant expiresAt) {

  public boolean areExpiredAt(Instant now) {
    return expiresAt != null && !now.isBefore(expiresAt);
  }

  /** The token and its rights as bytes: different ones for each token and for different rights. */
  byte[] boundTo(byte[] digest) {
    byte[] roleName = role.name().getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(digest.length + 2 * Long.BYTES + roleName.length)
        .put(digest)
        .putLong(subscriptionId)
        .putLong(
            expiresAt == null
                ? Long.MAX_VALUE
                : ChronoUnit.MICROS.between(Instant.EPOCH, expiresAt))
        .put(roleName)
        .array();
  }
}
