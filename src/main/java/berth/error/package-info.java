/** The catalogue of errors, and the one place that turns them into responses. */
@NullMarked
package berth.error;

import org.jspecify.annotations.NullMarked;
