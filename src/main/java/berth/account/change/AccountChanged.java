package berth.account.change;

/**
 * This pod has changed or deleted an account, which may now run more jobs than before, or fewer.
 */
public record AccountChanged(long subscriptionId, String channel) {}
