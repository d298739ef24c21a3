/**
 * Periodic tasks: accounts that come back when their time has come, and tokens that are checked
 * again.
 */
@NullMarked
package berth.account.maintenance;

import org.jspecify.annotations.NullMarked;
