/** The history of events, and the stream of new ones. */
@NullMarked
package berth.event.read;

import org.jspecify.annotations.NullMarked;
