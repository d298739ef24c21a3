package berth.error;

import berth.database.DatabaseFailure;
import org.jspecify.annotations.Nullable;

/** Why callers get 503 for a while. */
enum OutageReason {
  UNREACHABLE("The database can't be reached"),
  SLOW("The database does not respond in time"),
  OVERLOAD("There are more requests than can be served in time");

  /** The reason, for the log. */
  final String text;

  OutageReason(String text) {
    this.text = text;
  }

  /** The reason that the failure is a symptom of; {@code null} when the failure is a bug. */
  static @Nullable OutageReason of(@Nullable Throwable failure) {
    if (failure instanceof OverloadedException) {
      return OVERLOAD;
    }
    if (DatabaseFailure.isTimeout(failure)) {
      return SLOW;
    }
    return DatabaseFailure.isUnavailable(failure) ? UNREACHABLE : null;
  }
}
