/** Sending signed messages to URLs that callers have chosen. */
@NullMarked
package berth.webhook.send;

import org.jspecify.annotations.NullMarked;
