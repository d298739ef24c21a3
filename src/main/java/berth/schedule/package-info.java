/** Work that a pod does again and again. */
@NullMarked
package berth.schedule;

import org.jspecify.annotations.NullMarked;
