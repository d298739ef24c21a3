/** What callers can do to a pod by their connections alone. */
@NullMarked
package berth.connection;

import org.jspecify.annotations.NullMarked;
