/**
 * The queue of requests that wait for a slot, first come, first served over all pods: in a pod by
 * its {@link berth.waiting.LocalWaiters}, between pods by a table and notifications.
 */
@NullMarked
package berth.waiting;

import org.jspecify.annotations.NullMarked;
