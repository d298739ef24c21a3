/** The report of the benchmark. */
@NullMarked
package berth.bench.report;

import org.jspecify.annotations.NullMarked;
