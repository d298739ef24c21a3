/** A simulated Discord for trying and testing the service, which can be made to misbehave. */
@NullMarked
package berth.dev.discord;

import org.jspecify.annotations.NullMarked;
