/** What releases are made of, and what makes them. */
@NullMarked
package berth.release;

import org.jspecify.annotations.NullMarked;
