/** How long is left, for whatever has to end in time. */
@NullMarked
package berth.time;

import org.jspecify.annotations.NullMarked;
