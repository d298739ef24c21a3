/** The HTTP requests that are made to Discord, and the responses as they came. */
@NullMarked
package berth.discord.http;

import org.jspecify.annotations.NullMarked;
