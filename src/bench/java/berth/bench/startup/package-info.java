/** Measures how the service starts. */
@NullMarked
package berth.bench.startup;

import org.jspecify.annotations.NullMarked;
