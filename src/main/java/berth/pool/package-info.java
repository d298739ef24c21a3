/** The whole pool of a subscription at a glance, for people who watch it. */
@NullMarked
package berth.pool;

import org.jspecify.annotations.NullMarked;
