package berth.context;

import io.smallrye.mutiny.Uni;

/**
 * Work that continues when its subscriber cancels, for example because the client disconnected:
 * other subscribers wait for it too, or it must be done in any case.
 */
public final class Uncancelled {

  private Uncancelled() {}

  /** The same work, begun at each subscription. A subscriber that cancels does not cancel it. */
  public static <T> Uni<T> of(Uni<T> work) {
    return Uni.createFrom()
        .emitter(emitter -> work.subscribe().with(emitter::complete, emitter::fail));
  }
}
