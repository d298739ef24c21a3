/**
 * Looks after accounts when nobody asks for anything: what cools, what was refused, what is due.
 */
@NullMarked
package berth.upkeep;

import org.jspecify.annotations.NullMarked;
