/** The number of slots of each account, and the accounts that a grant can draw. */
@NullMarked
package berth.capacity;

import org.jspecify.annotations.NullMarked;
