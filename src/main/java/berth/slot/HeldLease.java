package berth.slot;

/** A lease and the subscription that holds it, or says so. */
record HeldLease(long subscriptionId, LeaseId id) {}
