package berth.warmup;

import io.smallrye.mutiny.Uni;

/** Something that requests do as well, done once before a pod is ready. */
public interface WarmUp {

  /**
   * Does it, and leaves nothing behind. Begins when it is subscribed to, once the pod listens; what
   * fails is logged, and the pod gets ready all the same.
   */
  Uni<?> run();
}
