/**
 * What only dev mode and the tests need: an embedded PostgreSQL and a simulated Discord. The
 * production package does not contain it.
 */
@NullMarked
package berth.dev;

import org.jspecify.annotations.NullMarked;
