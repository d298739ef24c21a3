/** The contenders without HTTP: the service, and the implementations that it is compared with. */
@NullMarked
package berth.bench.contender;

import org.jspecify.annotations.NullMarked;
