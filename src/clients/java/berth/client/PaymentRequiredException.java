package berth.client;

import org.jspecify.annotations.Nullable;

/** The subscription has expired, or allows no more accounts (402). */
public final class PaymentRequiredException extends BerthException {

  private static final long serialVersionUID = 1;

  PaymentRequiredException(String message, @Nullable HttpAnswer answer) {
    super(message, answer);
  }
}
