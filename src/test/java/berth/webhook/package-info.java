/** Tests of webhooks. */
@NullMarked
package berth.webhook;

import org.jspecify.annotations.NullMarked;
