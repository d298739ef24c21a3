package berth.account;

/** How it stands with an account has changed here, and there may be something to do about it. */
record HealthChanged() {}
