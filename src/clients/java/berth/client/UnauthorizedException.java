package berth.client;

import org.jspecify.annotations.Nullable;

/** The API token is unknown, or may not do this (401, 403). */
public final class UnauthorizedException extends BerthException {

  private static final long serialVersionUID = 1;

  UnauthorizedException(String message, @Nullable HttpAnswer answer) {
    super(message, answer);
  }
}
