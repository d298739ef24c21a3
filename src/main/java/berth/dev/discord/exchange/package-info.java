/** The requests to the simulated Discord, and its responses. */
@NullMarked
package berth.dev.discord.exchange;

import org.jspecify.annotations.NullMarked;
