/** What has to be done once with a database that was restored from a backup. */
@NullMarked
package berth.restore;

import org.jspecify.annotations.NullMarked;
