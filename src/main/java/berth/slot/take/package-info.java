/** Takes a slot for a caller, at once or after a wait, or returns the reason that there is none. */
@NullMarked
package berth.slot.take;

import org.jspecify.annotations.NullMarked;
