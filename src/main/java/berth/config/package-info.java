/**
 * The settings of the service: their checks before anything starts, and the one line that says why
 * a start failed.
 */
@NullMarked
package berth.config;

import org.jspecify.annotations.NullMarked;
