/** API tokens: what they look like, what they permit, and how they are stored. */
@NullMarked
package berth.subscription.token;

import org.jspecify.annotations.NullMarked;
