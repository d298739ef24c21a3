/**
 * Where asynchronous work runs: on the context of its caller, on one of its own, and to its end
 * when the caller has gone.
 */
@NullMarked
package berth.context;

import org.jspecify.annotations.NullMarked;
