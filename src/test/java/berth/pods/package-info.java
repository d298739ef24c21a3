/** Several packaged pods over one database. */
@NullMarked
package berth.pods;

import org.jspecify.annotations.NullMarked;
