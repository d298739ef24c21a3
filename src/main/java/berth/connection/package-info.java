/**
 * What a connection may cost: how much of it is read and kept before the client takes its
 * responses.
 */
@NullMarked
package berth.connection;

import org.jspecify.annotations.NullMarked;
