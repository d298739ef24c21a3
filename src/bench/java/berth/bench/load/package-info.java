/** Load on whatever is measured, and what came of it. */
@NullMarked
package berth.bench.load;

import org.jspecify.annotations.NullMarked;
