package berth.account;

import berth.discord.DiscordOutcome;

/** What came of resetting an account. */
sealed interface ResetOutcome {

  /** It is back, or was never out but for a pause. */
  record Back() implements ResetOutcome {}

  /** The subscription has no such account. */
  record NoSuchAccount() implements ResetOutcome {}

  /** Discord did not confirm the token, so it stays out. */
  record NotConfirmed(DiscordOutcome outcome) implements ResetOutcome {}
}
