/** Workers of the chaos test. */
@NullMarked
package berth.chaos.worker;

import org.jspecify.annotations.NullMarked;
