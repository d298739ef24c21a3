/** Authentication: API tokens of callers, and the token of the administrator. */
@NullMarked
package berth.auth;

import org.jspecify.annotations.NullMarked;
