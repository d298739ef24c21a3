package berth.client;

import org.jspecify.annotations.Nullable;

/** The service can't be reached, or asks to come back later (429, 5xx, no answer). */
public final class UnavailableException extends BerthException {

  private static final long serialVersionUID = 1;

  UnavailableException(String message, @Nullable HttpAnswer answer) {
    super(message, answer);
  }
}
