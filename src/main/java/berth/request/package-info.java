/** Reading what callers send, strictly. */
@NullMarked
package berth.request;

import org.jspecify.annotations.NullMarked;
