/** Reads bodies of Discord within bounds of size and time. */
@NullMarked
package berth.discord.http.body;

import org.jspecify.annotations.NullMarked;
