/**
 * A test that injects faults that occur in production, while workers take and hold slots, and
 * checks the invariants of the service by what the workers saw.
 */
@NullMarked
package berth.chaos;

import org.jspecify.annotations.NullMarked;
