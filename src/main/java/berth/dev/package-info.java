/**
 * What dev mode and the tests bring along: PostgreSQL and a simulated Discord. Not in the package.
 */
@NullMarked
package berth.dev;

import org.jspecify.annotations.NullMarked;
