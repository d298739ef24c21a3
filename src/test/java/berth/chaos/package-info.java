/**
 * A test that breaks what a production breaks, while workers take and hold slots, and judges what
 * the service promises by what the workers saw.
 */
@NullMarked
package berth.chaos;

import org.jspecify.annotations.NullMarked;
