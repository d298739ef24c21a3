/**
 * Warm-ups: a pod runs them once before it is ready, so that its first requests are as quick as
 * later ones.
 */
@NullMarked
package berth.warmup;

import org.jspecify.annotations.NullMarked;
