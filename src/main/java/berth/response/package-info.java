/** Writing answers: whole characters, and lists piece by piece as they are read. */
@NullMarked
package berth.response;

import org.jspecify.annotations.NullMarked;
