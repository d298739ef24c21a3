/** The metrics of the pool, and what the metrics of several features share. */
@NullMarked
package berth.metrics;

import org.jspecify.annotations.NullMarked;
