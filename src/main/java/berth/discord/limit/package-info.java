/**
 * Keeps what is asked of Discord within its rate limits, its limit of invalid requests and a fair
 * share for each subscription.
 */
@NullMarked
package berth.discord.limit;

import org.jspecify.annotations.NullMarked;
