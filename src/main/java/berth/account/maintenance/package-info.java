/**
 * Periodic tasks: accounts come back when their cooling or moderation ends, and tokens are checked
 * again.
 */
@NullMarked
package berth.account.maintenance;

import org.jspecify.annotations.NullMarked;
