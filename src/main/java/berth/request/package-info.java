/** Strict reading of what callers send. */
@NullMarked
package berth.request;

import org.jspecify.annotations.NullMarked;
