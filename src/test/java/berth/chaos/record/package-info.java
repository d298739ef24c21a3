/** The history of a chaos test, and the invariants that it is checked for. */
@NullMarked
package berth.chaos.record;

import org.jspecify.annotations.NullMarked;
