/** Tests of the console. */
@NullMarked
package berth.console;

import org.jspecify.annotations.NullMarked;
