/** The HTTP API of accounts. */
@NullMarked
package berth.account;

import org.jspecify.annotations.NullMarked;
