package berth.response;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * An answer that is written piece by piece: the next piece is asked for when the operating system
 * has taken the one before, so that a slow reader makes the pod hold no more than one.
 *
 * @param pieces parts of one JSON text, encoded; when they fail, the connection is closed before
 *     the end of the text
 */
public record JsonStream(Multi<byte[]> pieces) {

  /**
   * One whose first piece is made at once, so that what fails until then is answered as an error.
   *
   * @param next makes the next piece; asked one at a time
   * @param finished whether the piece made last was the last one
   */
  public static Uni<JsonStream> begin(Supplier<Uni<byte[]>> next, BooleanSupplier finished) {
    return next.get().map(first -> new JsonStream(startingWith(first, next, finished)));
  }

  private static Multi<byte[]> startingWith(
      byte[] first, Supplier<Uni<byte[]>> next, BooleanSupplier finished) {
    Multi<byte[]> beginning = Multi.createFrom().item(first);
    return finished.getAsBoolean()
        ? beginning
        : Multi.createBy()
            .concatenating()
            .streams(
                beginning,
                Multi.createBy()
                    .repeating()
                    .uni(() -> next.get())
                    .whilst(piece -> !finished.getAsBoolean()));
  }
}
