package berth.account.upsert;

import berth.account.store.Account;
import berth.discord.TokenCheck;
import berth.error.ErrorCatalogue;
import java.util.function.Function;

/** The result of creating or updating an account. */
public sealed interface UpsertOutcome {

  /** Applies one of the functions: the first if the account was stored, the second if not. */
  <R> R fold(Function<Stored, R> stored, Function<NotStored, R> notStored);

  /** Whether the account was stored. */
  default boolean isStored() {
    return fold(stored -> true, notStored -> false);
  }

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

    /** The error for the caller. */
    ErrorCatalogue error();

    @Override
    default <R> R fold(Function<Stored, R> stored, Function<NotStored, R> notStored) {
      return notStored.apply(this);
    }
  }

  /** The token, its user or its channel belongs to another account, that of the given channel. */
  record SameToken(String channel) implements NotStored {

    @Override
    public ErrorCatalogue error() {
      return ErrorCatalogue.sameToken(channel);
    }
  }

  /**
   * Discord answered that the channel belongs to another user than before. A direct-message channel
   * has one user, so Discord, or a proxy before it, has mixed up users.
   */
  record OtherUser() implements NotStored {

    @Override
    public ErrorCatalogue error() {
      return ErrorCatalogue.discordUnusableAnswer("Discord answered with another user");
    }
  }

  /** The user's account of the given channel was deleted, but its jobs still run. */
  record StillRuns(String channel) implements NotStored {

    @Override
    public ErrorCatalogue error() {
      return ErrorCatalogue.sameUserStillRuns(channel);
    }
  }

  /**
   * The subscription has as many accounts as its quantity allows.
   *
   * @param subscriptionLink where the subscription can be changed
   */
  record QuantityExceeded(String subscriptionLink) implements NotStored {

    @Override
    public ErrorCatalogue error() {
      return ErrorCatalogue.quantityExceeded(subscriptionLink);
    }
  }

  /** The ceiling of the subscription was lowered since the request was read. */
  record AboveCeiling(int maxJobs, int ceiling) implements NotStored {

    @Override
    public ErrorCatalogue error() {
      return ErrorCatalogue.above("maxJobs", maxJobs, ceiling);
    }
  }

  /** The subscription was deleted since the caller was authenticated. */
  record NoSubscription() implements NotStored {

    @Override
    public ErrorCatalogue error() {
      return ErrorCatalogue.noSubscription();
    }
  }

  /** Discord did not confirm the token. */
  record TokenNotConfirmed(TokenCheck.NotConfirmed check) implements NotStored {

    @Override
    public ErrorCatalogue error() {
      return check.error();
    }
  }
}
