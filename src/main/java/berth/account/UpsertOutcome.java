package berth.account;

import berth.discord.DiscordOutcome;

/** What came of creating or updating an account. */
sealed interface UpsertOutcome {

  /** The channel was not configured before. */
  record Created(Account account) implements UpsertOutcome {}

  /** The channel was, and its token and limit were replaced. */
  record Updated(Account account) implements UpsertOutcome {}

  /** The token, its user or its channel is configured elsewhere: under that channel. */
  record SameToken(String channel) implements UpsertOutcome {}

  /** The account of its user under that channel was deleted, but jobs still run on it. */
  record StillRuns(String channel) implements UpsertOutcome {}

  /** The subscription has as many accounts as it may. */
  record QuantityExceeded() implements UpsertOutcome {}

  /** Discord did not confirm the token. */
  record NotConfirmed(DiscordOutcome outcome) implements UpsertOutcome {}
}
