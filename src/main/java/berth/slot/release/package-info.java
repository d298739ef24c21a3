/**
 * What the holder of a slot does with it, up to its release with what the holder says of the
 * account.
 */
@NullMarked
package berth.slot.release;

import org.jspecify.annotations.NullMarked;
