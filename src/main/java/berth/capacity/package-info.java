/** What accounts may run: who takes part in what is handed out, and with how many slots. */
@NullMarked
package berth.capacity;

import org.jspecify.annotations.NullMarked;
