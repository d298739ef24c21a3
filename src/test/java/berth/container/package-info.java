/** What containers are built and started from. */
@NullMarked
package berth.container;

import org.jspecify.annotations.NullMarked;
