package berth.slot.lease;

/** A lease and the subscription that holds it, or claims to hold it. */
public record LeaseKey(long subscriptionId, LeaseId id) {}
