/** Pods, of one version or of two, are replaced while callers go on with their work. */
@NullMarked
package berth.rollout;

import org.jspecify.annotations.NullMarked;
