/** Deadlines. */
@NullMarked
package berth.time;

import org.jspecify.annotations.NullMarked;
