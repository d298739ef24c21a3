/**
 * Finds, renews and releases slots for their holders. A release may report an outcome that changes
 * the account.
 */
@NullMarked
package berth.slot.release;

import org.jspecify.annotations.NullMarked;
