package berth.slot.lease;

/** A lease and the subscription that holds it, or says so. */
public record LeaseKey(long subscriptionId, LeaseId id) {}
