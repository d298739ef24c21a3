/** Lists of accounts, of what they run and of who waits. */
@NullMarked
package berth.slot.overview;

import org.jspecify.annotations.NullMarked;
