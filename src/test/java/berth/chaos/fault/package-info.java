/** Faults of the chaos test, and the pods that suffer them. */
@NullMarked
package berth.chaos.fault;

import org.jspecify.annotations.NullMarked;
