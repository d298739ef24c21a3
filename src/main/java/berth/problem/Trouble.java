package berth.problem;

import berth.database.DatabaseFailure;
import org.jspecify.annotations.Nullable;

/** Why callers are answered 503 for a while. */
enum Trouble {
  UNREACHABLE("The database can't be reached"),
  SLOW("The database does not answer in time"),
  OVERLOAD("More is asked than can be answered in time");

  /** What is wrong, for the log. */
  final String text;

  Trouble(String text) {
    this.text = text;
  }

  /** What the failure is a sign of; {@code null} when it is a bug. */
  static @Nullable Trouble of(@Nullable Throwable failure) {
    if (failure instanceof OverloadedException) {
      return OVERLOAD;
    }
    if (DatabaseFailure.isTimeout(failure)) {
      return SLOW;
    }
    return DatabaseFailure.isUnavailable(failure) ? UNREACHABLE : null;
  }
}
