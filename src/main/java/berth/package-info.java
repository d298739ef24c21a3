/** Berth keeps Midjourney accounts and hands out their job slots as leases. */
@NullMarked
package berth;

import org.jspecify.annotations.NullMarked;
