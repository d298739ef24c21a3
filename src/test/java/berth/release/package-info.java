/** Tests of the version, the workflows and the documentation. */
@NullMarked
package berth.release;

import org.jspecify.annotations.NullMarked;
