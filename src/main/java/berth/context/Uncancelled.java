package berth.context;

import io.smallrye.mutiny.Uni;

/**
 * Work that goes on when who asked for it hangs up: others wait for it, too, or it has to be done
 * all the same.
 */
public final class Uncancelled {

  private Uncancelled() {}

  /** The same work, begun when it is asked for, which nobody can cancel. */
  public static <T> Uni<T> of(Uni<T> work) {
    return Uni.createFrom()
        .emitter(emitter -> work.subscribe().with(emitter::complete, emitter::fail));
  }
}
