package berth.account.edit;

import berth.discord.TokenCheck;
import berth.error.ErrorCatalogue;
import java.util.Optional;

/** The result of resetting an account. */
public sealed interface ResetOutcome {

  /** The error for the caller; empty when the reset succeeded. */
  Optional<ErrorCatalogue> error();

  /** Nothing but a pause keeps the account out of rotation now. */
  record Done() implements ResetOutcome {

    @Override
    public Optional<ErrorCatalogue> error() {
      return Optional.empty();
    }
  }

  /** The subscription has no such account. */
  record NoSuchAccount() implements ResetOutcome {

    @Override
    public Optional<ErrorCatalogue> error() {
      return Optional.of(ErrorCatalogue.noSuchAccount());
    }
  }

  /** Discord did not confirm the token, so the account stays out of rotation. */
  record TokenNotConfirmed(TokenCheck.NotConfirmed check) implements ResetOutcome {

    @Override
    public Optional<ErrorCatalogue> error() {
      return Optional.of(check.error());
    }
  }
}
