/** A Discord to try and to test the service with, which can be told to misbehave. */
@NullMarked
package berth.dev.discord;

import org.jspecify.annotations.NullMarked;
