/** Job slots: picking, granting, renewing and releasing leases. */
@NullMarked
package berth.slot;

import org.jspecify.annotations.NullMarked;
