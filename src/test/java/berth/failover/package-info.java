/** PostgreSQL fails over from one server to another, which has all that was acknowledged. */
@NullMarked
package berth.failover;

import org.jspecify.annotations.NullMarked;
