/** The connection to PostgreSQL: how long it is waited for, and what its failures mean. */
@NullMarked
package berth.database;

import org.jspecify.annotations.NullMarked;
