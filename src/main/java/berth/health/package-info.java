/** Whether an account is well enough to be handed out, and what changes that. */
@NullMarked
package berth.health;

import org.jspecify.annotations.NullMarked;
