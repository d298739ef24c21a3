/** Starts of the service. */
@NullMarked
package berth.bench.startup;

import org.jspecify.annotations.NullMarked;
