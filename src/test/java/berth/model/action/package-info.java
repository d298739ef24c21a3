/** The actions of callers in the model test. */
@NullMarked
package berth.model.action;

import org.jspecify.annotations.NullMarked;
