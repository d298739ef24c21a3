/** Leases: finding, renewing and releasing them. Knows nothing of how they were granted. */
@NullMarked
package berth.slot.lease;

import org.jspecify.annotations.NullMarked;
