/** Load over HTTP. */
@NullMarked
package berth.bench.http;

import org.jspecify.annotations.NullMarked;
