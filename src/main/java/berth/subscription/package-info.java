/** Subscriptions, their API tokens and their administration. */
@NullMarked
package berth.subscription;

import org.jspecify.annotations.NullMarked;
