/** The rows of accounts, of their channels and of their Discord users. */
@NullMarked
package berth.account.store;

import org.jspecify.annotations.NullMarked;
