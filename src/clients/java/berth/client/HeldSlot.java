package berth.client;

import org.jspecify.annotations.Nullable;

/** A slot that is held, in a list. Times are as in RFC 3339, by the service's clock. */
public record HeldSlot(
    String slot, String channel, @Nullable String ref, String grantedAt, String leasedUntil) {}
