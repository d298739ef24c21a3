package berth.client;

import org.jspecify.annotations.Nullable;

/** No account that fits can come back by itself; {@link #details} says why (409). */
public final class OutOfRotationException extends BerthException {

  private static final long serialVersionUID = 1;

  OutOfRotationException(String message, @Nullable HttpAnswer answer) {
    super(message, answer);
  }
}
