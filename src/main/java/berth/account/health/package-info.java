/** The health of an account: a state machine, and how its columns and SQL represent it. */
@NullMarked
package berth.account.health;

import org.jspecify.annotations.NullMarked;
