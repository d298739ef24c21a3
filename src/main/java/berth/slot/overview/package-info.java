/** Lists of accounts and of the leases that run on them, with the number of waiters. */
@NullMarked
package berth.slot.overview;

import org.jspecify.annotations.NullMarked;
