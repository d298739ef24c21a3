/**
 * What happened to the pool, written in the transaction that it tells of: the history, the stream
 * and the webhooks read it.
 */
@NullMarked
package berth.event;

import org.jspecify.annotations.NullMarked;
