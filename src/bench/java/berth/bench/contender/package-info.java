/** What the service is measured against, and the service itself without HTTP. */
@NullMarked
package berth.bench.contender;

import org.jspecify.annotations.NullMarked;
