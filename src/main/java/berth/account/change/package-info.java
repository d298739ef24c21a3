/** Transactions that change accounts, and the changes of their health. */
@NullMarked
package berth.account.change;

import org.jspecify.annotations.NullMarked;
