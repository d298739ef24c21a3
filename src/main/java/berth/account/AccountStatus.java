package berth.account;

import java.util.Locale;

/** Whether an account takes part in what is handed out. */
enum AccountStatus {
  ACTIVE;

  /** As callers know it. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
