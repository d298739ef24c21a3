package berth.subscription.token;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stored API token, without the secret.
 *
 * @param name for people; two tokens may have the same
 * @param lastUsed true to an hour; {@code null} if it was never used
 * @param expiresAt from when on it permits nothing; {@code null} for never
 */
public record TokenInfo(
    long id,
    String name,
    Role role,
    Instant created,
    @Nullable Instant lastUsed,
    @Nullable Instant expiresAt) {}
