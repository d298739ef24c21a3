package berth.warmup;

import io.smallrye.mutiny.Uni;

/** Work that requests do as well. A pod does it once before it is ready. */
public interface WarmUp {

  /**
   * Does the work, and leaves no data behind. The work begins on subscription, once the pod
   * listens. A failure is logged, and the pod gets ready all the same.
   */
  Uni<?> run();
}
