/** How the simulated Discord responds to its users. */
@NullMarked
package berth.dev.discord.behaviour;

import org.jspecify.annotations.NullMarked;
