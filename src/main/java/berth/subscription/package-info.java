/** Who may call, and how much: subscriptions, API tokens and their administration. */
@NullMarked
package berth.subscription;

import org.jspecify.annotations.NullMarked;
