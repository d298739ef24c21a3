/** How many slots were granted in the last minutes, and how long their requests had waited. */
@NullMarked
package berth.slot.history;

import org.jspecify.annotations.NullMarked;
