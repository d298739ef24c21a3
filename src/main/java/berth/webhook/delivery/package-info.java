/** Sending events to the receivers of webhooks. */
@NullMarked
package berth.webhook.delivery;

import org.jspecify.annotations.NullMarked;
