/** Log lines with fields, and the ids of the requests that cause them. */
@NullMarked
package berth.log;

import org.jspecify.annotations.NullMarked;
