/** Changing, resetting and deleting accounts that are configured. */
@NullMarked
package berth.account.edit;

import org.jspecify.annotations.NullMarked;
