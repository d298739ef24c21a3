/** Puts load on contenders, and measures throughput and latency. */
@NullMarked
package berth.bench.load;

import org.jspecify.annotations.NullMarked;
