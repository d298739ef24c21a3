/** Taking a slot for a caller: at once, after a wait, or not at all with the reason. */
@NullMarked
package berth.slot.take;

import org.jspecify.annotations.NullMarked;
