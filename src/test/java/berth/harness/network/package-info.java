/** What stands between pods and others. */
@NullMarked
package berth.harness.network;

import org.jspecify.annotations.NullMarked;
