package berth.client;

import org.jspecify.annotations.Nullable;

/** No account is configured, or not the one that was asked for (404). */
public final class NotConfiguredException extends BerthException {

  private static final long serialVersionUID = 1;

  NotConfiguredException(String message, @Nullable HttpAnswer answer) {
    super(message, answer);
  }
}
