/** With which key and in which form stored tokens are encrypted, and how that changes. */
@NullMarked
package berth.encryption;

import org.jspecify.annotations.NullMarked;
