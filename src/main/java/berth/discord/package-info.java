/** Finds out, from Discord, whose a token is and which channel its user shares with the bot. */
@NullMarked
package berth.discord;

import org.jspecify.annotations.NullMarked;
