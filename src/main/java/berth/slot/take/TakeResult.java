package berth.slot.take;

import berth.error.ErrorCatalogue;
import berth.error.ForeignText;
import berth.secret.DiscordToken;
import berth.slot.lease.Lease;
import berth.slot.lease.LeaseId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The result of a request for a slot. */
public sealed interface TakeResult {

  /** Applies the function of the case. */
  <R> R fold(
      Function<Granted, R> granted, Function<Already, R> already, Function<NotTaken, R> notTaken);

  /** A slot was granted. Its holder needs the account's token to run the job. */
  record Granted(Lease lease, DiscordToken token) implements TakeResult {

    @Override
    public <R> R fold(
        Function<Granted, R> granted,
        Function<Already, R> already,
        Function<NotTaken, R> notTaken) {
      return granted.apply(this);
    }
  }

  /**
   * The idempotency key of the request is bound to a slot that is held already.
   *
   * @param token the token of its account; empty when the account was deleted since
   */
  record Already(Lease lease, Optional<DiscordToken> token) implements TakeResult {

    @Override
    public <R> R fold(
        Function<Granted, R> granted,
        Function<Already, R> already,
        Function<NotTaken, R> notTaken) {
      return already.apply(this);
    }
  }

  /** The request has no slot. */
  sealed interface NotTaken extends TakeResult {

    /**
     * The error that the caller gets.
     *
     * @param pinned whether the request was pinned to a channel
     * @param slotId writes a lease as the id by which callers know it
     */
    ErrorCatalogue error(boolean pinned, Function<LeaseId, String> slotId);

    /** Why the request has no slot. */
    Refusal refusal();

    @Override
    default <R> R fold(
        Function<Granted, R> granted,
        Function<Already, R> already,
        Function<NotTaken, R> notTaken) {
      return notTaken.apply(this);
    }
  }

  /**
   * Every account that fits the request is at its limit, or out of rotation for now.
   *
   * @param executing some of the leases on these accounts, the earliest end first
   * @param retryAfter until a lease ends, an account has cooled, or its moderation has ended
   */
  record Busy(List<LeaseId> executing, Duration retryAfter) implements NotTaken {

    @Override
    public ErrorCatalogue error(boolean pinned, Function<LeaseId, String> slotId) {
      return ErrorCatalogue.busy(executing.stream().map(slotId).toList(), retryAfter);
    }

    @Override
    public Refusal refusal() {
      return Refusal.BUSY;
    }
  }

  /**
   * The maximum number of requests of the subscription, or of all, waits in this pod already.
   *
   * @param retryAfter until a lease ends, an account has cooled, or its moderation has ended
   */
  record Crowded(Duration retryAfter) implements NotTaken {

    @Override
    public ErrorCatalogue error(boolean pinned, Function<LeaseId, String> slotId) {
      return ErrorCatalogue.tooManyWaiting(retryAfter);
    }

    @Override
    public Refusal refusal() {
      return Refusal.OVERLOADED;
    }
  }

  /**
   * Every account that fits the request is out of rotation, and none comes back by itself.
   *
   * @param accounts the first of these accounts
   * @param others how many more there are
   */
  record OutOfRotation(List<AccountStatus> accounts, int others) implements NotTaken {

    @Override
    public ErrorCatalogue error(boolean pinned, Function<LeaseId, String> slotId) {
      return ErrorCatalogue.outOfRotation(pinned, text());
    }

    @Override
    public Refusal refusal() {
      return Refusal.OUT_OF_ROTATION;
    }

    private String text() {
      return accounts.stream().map(AccountStatus::text).collect(Collectors.joining("; "))
          + (others == 0 ? "" : "; and " + others + " more");
    }
  }

  /**
   * The reason that an account is out of rotation.
   *
   * @param status the status as callers know it
   * @param message what the user has to settle with Midjourney
   */
  record AccountStatus(String channel, String status, @Nullable String message) {

    /** The whole message is in the account. */
    private static final int LONGEST_MESSAGE = 100;

    private String text() {
      return channel
          + " is "
          + status
          + (message == null ? "" : ": " + ForeignText.of(message, LONGEST_MESSAGE));
    }
  }

  /** The subscription has no account, or not the one that the request is pinned to. */
  record NoAccount() implements NotTaken {

    @Override
    public ErrorCatalogue error(boolean pinned, Function<LeaseId, String> slotId) {
      return pinned ? ErrorCatalogue.noSuchAccount() : ErrorCatalogue.noAccounts();
    }

    @Override
    public Refusal refusal() {
      return Refusal.UNCONFIGURED;
    }
  }

  /** Another pod may serve the request: this one stops, or other requests were faster too often. */
  record GivenUp() implements NotTaken {

    @Override
    public ErrorCatalogue error(boolean pinned, Function<LeaseId, String> slotId) {
      return ErrorCatalogue.unavailable();
    }

    @Override
    public Refusal refusal() {
      return Refusal.OVERLOADED;
    }
  }
}
