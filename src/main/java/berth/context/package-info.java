/**
 * Where asynchronous work runs: on the context of its caller or on one of its own, and to its end
 * when the client has disconnected.
 */
@NullMarked
package berth.context;

import org.jspecify.annotations.NullMarked;
