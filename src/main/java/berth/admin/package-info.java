/** The HTTP API of the administration: subscriptions, their API tokens, and encryption keys. */
@NullMarked
package berth.admin;

import org.jspecify.annotations.NullMarked;
