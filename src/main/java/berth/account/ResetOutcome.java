package berth.account;

import berth.discord.TokenCheck;
import berth.problem.ErrorCatalogue;
import java.util.Optional;

/** What came of resetting an account. */
sealed interface ResetOutcome {

  /** What the caller is told; empty when the account is back in rotation. */
  Optional<ErrorCatalogue> error();

  /** It is back, or was never out but for a pause. */
  record Back() implements ResetOutcome {

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

  /** Discord did not confirm the token, so it stays out. */
  record TokenNotConfirmed(TokenCheck.NotConfirmed check) implements ResetOutcome {

    @Override
    public Optional<ErrorCatalogue> error() {
      return Optional.of(check.error());
    }
  }
}
