/** What the simulated Discord is asked and answers. */
@NullMarked
package berth.dev.discord.exchange;

import org.jspecify.annotations.NullMarked;
