/** Leases: finding, renewing and releasing them. Does not depend on the grants. */
@NullMarked
package berth.slot.lease;

import org.jspecify.annotations.NullMarked;
