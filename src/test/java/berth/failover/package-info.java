/** PostgreSQL fails over from one server to another, which has every acknowledged grant. */
@NullMarked
package berth.failover;

import org.jspecify.annotations.NullMarked;
