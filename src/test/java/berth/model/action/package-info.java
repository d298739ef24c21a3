/** What callers of the model test do. */
@NullMarked
package berth.model.action;

import org.jspecify.annotations.NullMarked;
