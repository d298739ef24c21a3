/** Transactions that change accounts and their health. */
@NullMarked
package berth.account.change;

import org.jspecify.annotations.NullMarked;
