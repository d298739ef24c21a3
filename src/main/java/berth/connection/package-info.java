/** What a connection may cost: how much of it is read, and kept, before its answers are taken. */
@NullMarked
package berth.connection;

import org.jspecify.annotations.NullMarked;
