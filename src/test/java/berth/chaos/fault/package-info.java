/** Faults of the chaos test, and the pods that they affect. */
@NullMarked
package berth.chaos.fault;

import org.jspecify.annotations.NullMarked;
