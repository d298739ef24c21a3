/** Tests of events: that each change writes one, and that readers get each once and in order. */
@NullMarked
package berth.event;

import org.jspecify.annotations.NullMarked;
