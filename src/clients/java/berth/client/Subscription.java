package berth.client;

import org.jspecify.annotations.Nullable;

/**
 * The caller's subscription.
 *
 * @param sub its id
 * @param quantity how many accounts it may configure
 * @param maxJobs the ceiling of the {@code maxJobs} of its accounts
 */
public record Subscription(
    String name,
    String created,
    String sub,
    int quantity,
    int accounts,
    int maxJobs,
    @Nullable String expiresAt) {}
