/** Writing responses: whole characters, and lists piece by piece as the client reads them. */
@NullMarked
package berth.response;

import org.jspecify.annotations.NullMarked;
