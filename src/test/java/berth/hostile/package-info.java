/** Requests that are wrong in every way that a seeded generator can think of. */
@NullMarked
package berth.hostile;

import org.jspecify.annotations.NullMarked;
