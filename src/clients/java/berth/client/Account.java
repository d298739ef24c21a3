package berth.client;

import org.jspecify.annotations.Nullable;

/**
 * An account.
 *
 * @param discord the masked token
 * @param status whether it is in rotation, and why not
 * @param until when the status ends by itself, as in RFC 3339
 * @param reason why it is rejected
 * @param nextCheck when Berth next asks Discord about it
 * @param pendingModMessage what Midjourney has to settle with the user
 */
public record Account(
    String channel,
    String discord,
    int maxJobs,
    String status,
    @Nullable String until,
    @Nullable String reason,
    @Nullable String nextCheck,
    @Nullable String pendingModMessage) {}
