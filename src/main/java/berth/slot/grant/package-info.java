/** Grants: which account is drawn, and the SQL statements that lease one of its slots. */
@NullMarked
package berth.slot.grant;

import org.jspecify.annotations.NullMarked;
