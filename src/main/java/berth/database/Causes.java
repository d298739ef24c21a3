package berth.database;

import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The chain of causes of a failure. */
public final class Causes {

  /** Causes nest a few levels deep. A longer chain is a loop. */
  private static final int MAX_DEPTH = 20;

  private Causes() {}

  /** The failure and its causes, the failure first; empty for {@code null}. */
  public static Stream<Throwable> of(@Nullable Throwable failure) {
    return Stream.<@Nullable Throwable>iterate(
            failure, cause -> cause == null ? null : cause.getCause())
        .limit(MAX_DEPTH)
        .takeWhile(Objects::nonNull)
        .map(Objects::requireNonNull);
  }
}
