/** What simulated users have Discord answer. */
@NullMarked
package berth.dev.discord.behaviour;

import org.jspecify.annotations.NullMarked;
