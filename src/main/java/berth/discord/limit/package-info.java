/**
 * Keeps the requests to Discord within its rate limits and its limit of invalid requests, and gives
 * each subscription a fair share of both.
 */
@NullMarked
package berth.discord.limit;

import org.jspecify.annotations.NullMarked;
