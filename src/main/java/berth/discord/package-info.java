/**
 * Looks up Discord tokens: which user a token belongs to, and which direct-message channel that
 * user has with the Midjourney bot.
 */
@NullMarked
package berth.discord;

import org.jspecify.annotations.NullMarked;
