/** What Berth asks of Discord: whom a token belongs to, and where its channel with the bot is. */
@NullMarked
package berth.discord;

import org.jspecify.annotations.NullMarked;
