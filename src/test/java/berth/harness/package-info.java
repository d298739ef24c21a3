/** Support for the tests: a database, a simulated Discord, packaged pods, and callers. */
@NullMarked
package berth.harness;

import org.jspecify.annotations.NullMarked;
