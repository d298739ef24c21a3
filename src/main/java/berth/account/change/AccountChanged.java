package berth.account.change;

/**
 * An account was changed or deleted by this pod: it may be able to run more than before, or less.
 */
public record AccountChanged(long subscriptionId, String channel) {}
