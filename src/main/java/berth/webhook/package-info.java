/** The webhooks of subscriptions: where their events are sent. */
@NullMarked
package berth.webhook;

import org.jspecify.annotations.NullMarked;
