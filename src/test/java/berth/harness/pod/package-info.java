/** Processes of the packaged service. */
@NullMarked
package berth.harness.pod;

import org.jspecify.annotations.NullMarked;
