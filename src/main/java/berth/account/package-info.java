/** Accounts: what callers configure, validated against Discord and stored. */
@NullMarked
package berth.account;

import org.jspecify.annotations.NullMarked;
