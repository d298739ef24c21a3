/** Who may call: API tokens of callers and of the administrator. */
@NullMarked
package berth.auth;

import org.jspecify.annotations.NullMarked;
