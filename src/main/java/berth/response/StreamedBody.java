package berth.response;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A response that is written piece by piece. The next piece is requested when the operating system
 * has taken the one before. So a slow reader makes the pod hold no more than one piece.
 *
 * @param pieces parts of one text, encoded and never empty; when they fail, the connection is
 *     closed before the end of the text
 */
public record StreamedBody(Multi<byte[]> pieces) {

  /**
   * A response whose first piece is made at once, so that a failure until then becomes an error
   * response.
   *
   * @param next makes the next piece; subscribed to one at a time
   * @param finished whether the piece made last was the last one
   */
  public static Uni<StreamedBody> begin(Supplier<Uni<byte[]>> next, BooleanSupplier finished) {
    return next.get().map(first -> new StreamedBody(startingWith(first, next, finished)));
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
