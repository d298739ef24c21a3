/**
 * Waiting for something that others give back, first come, first served over all pods: in a pod by
 * its {@link berth.waiting.LocalWaiters}, between pods by a table and notifications.
 */
@NullMarked
package berth.waiting;

import org.jspecify.annotations.NullMarked;
