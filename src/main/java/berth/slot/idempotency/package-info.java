/** Idempotency keys: a request that is sent again gets the slot that it was granted before. */
@NullMarked
package berth.slot.idempotency;

import org.jspecify.annotations.NullMarked;
