/** The HTTP client for Discord: its requests, its timeouts, and responses as Discord sent them. */
@NullMarked
package berth.discord.http;

import org.jspecify.annotations.NullMarked;
