/** Tests of the pool at a glance. */
@NullMarked
package berth.pool;

import org.jspecify.annotations.NullMarked;
