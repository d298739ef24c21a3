/** Tests of periodic work. */
@NullMarked
package berth.schedule;

import org.jspecify.annotations.NullMarked;
