/** Job slots: picking, granting, renewing and releasing leases, and changing an account's limit. */
@NullMarked
package berth.slot;

import org.jspecify.annotations.NullMarked;
