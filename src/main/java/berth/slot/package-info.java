/** The HTTP API of job slots. */
@NullMarked
package berth.slot;

import org.jspecify.annotations.NullMarked;
