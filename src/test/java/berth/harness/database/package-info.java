/** Databases for tests. */
@NullMarked
package berth.harness.database;

import org.jspecify.annotations.NullMarked;
