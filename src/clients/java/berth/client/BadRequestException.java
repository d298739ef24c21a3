package berth.client;

import org.jspecify.annotations.Nullable;

/** A parameter is wrong, or Discord refuses the token that was posted (400). */
public final class BadRequestException extends BerthException {

  private static final long serialVersionUID = 1;

  BadRequestException(String message, @Nullable HttpAnswer answer) {
    super(message, answer);
  }
}
