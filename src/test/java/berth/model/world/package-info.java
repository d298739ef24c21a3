/** The model of the contract, and the callers and users of one sequence. */
@NullMarked
package berth.model.world;

import org.jspecify.annotations.NullMarked;
