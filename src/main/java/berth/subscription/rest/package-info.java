/** The HTTP API of subscriptions. */
@NullMarked
package berth.subscription.rest;

import org.jspecify.annotations.NullMarked;
