/** The steps that a database needs once after it was restored from a backup. */
@NullMarked
package berth.restore;

import org.jspecify.annotations.NullMarked;
