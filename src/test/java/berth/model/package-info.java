/**
 * Random sequences of callers' actions, run against the service and against a small model of it,
 * and compared after every step.
 *
 * <p>To add an action: write a record like the others, and let {@link RandomActions} draw it.
 */
@NullMarked
package berth.model;

import org.jspecify.annotations.NullMarked;
