/** The connection to PostgreSQL: its timeouts, and what its failures mean. */
@NullMarked
package berth.database;

import org.jspecify.annotations.NullMarked;
