/** The console: a page for operators, which uses the same routes as all callers. */
@NullMarked
package berth.console;

import org.jspecify.annotations.NullMarked;
