package berth.account.upsert;

import berth.account.store.Account;
import berth.discord.TokenCheck;
import berth.problem.ErrorCatalogue;
import java.util.function.Function;

/** What came of creating or updating an account. */
public sealed interface UpsertOutcome {

  /**
   * What the one function makes of a stored account, or the other of the reason that there is none.
   */
  <R> R fold(Function<Stored, R> stored, Function<NotStored, R> notStored);

  /**
   * The account was written.
   *
   * @param created whether the channel was not configured before
   */
  record Stored(Account account, boolean created) implements UpsertOutcome {

    @Override
    public <R> R fold(Function<Stored, R> stored, Function<NotStored, R> notStored) {
      return stored.apply(this);
    }
  }

  /** Nothing was written. */
  sealed interface NotStored extends UpsertOutcome {

    /**
     * What the caller is told.
     *
     * @param subscriptionLink where the subscription can be changed
     */
    ErrorCatalogue error(String subscriptionLink);

    @Override
    default <R> R fold(Function<Stored, R> stored, Function<NotStored, R> notStored) {
      return notStored.apply(this);
    }
  }

  /** The token, its user or its channel is configured elsewhere: under that channel. */
  record SameToken(String channel) implements NotStored {

    @Override
    public ErrorCatalogue error(String subscriptionLink) {
      return ErrorCatalogue.sameToken(channel);
    }
  }

  /** The account of its user under that channel was deleted, but jobs still run on it. */
  record StillRuns(String channel) implements NotStored {

    @Override
    public ErrorCatalogue error(String subscriptionLink) {
      return ErrorCatalogue.sameUserStillRuns(channel);
    }
  }

  /** The subscription has as many accounts as it may. */
  record QuantityExceeded() implements NotStored {

    @Override
    public ErrorCatalogue error(String subscriptionLink) {
      return ErrorCatalogue.quantityExceeded(subscriptionLink);
    }
  }

  /** Discord did not confirm the token. */
  record TokenNotConfirmed(TokenCheck.NotConfirmed check) implements NotStored {

    @Override
    public ErrorCatalogue error(String subscriptionLink) {
      return check.error();
    }
  }
}
