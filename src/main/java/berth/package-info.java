/** Berth stores Midjourney accounts and leases their job slots. */
@NullMarked
package berth;

import org.jspecify.annotations.NullMarked;
