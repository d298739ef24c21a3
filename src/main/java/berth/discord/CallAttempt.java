package berth.discord;

import berth.discord.http.DiscordResponse;
import berth.discord.limit.Permit;

/** What came of one attempt to ask Discord. */
sealed interface CallAttempt {

  /** It answered, and is not in trouble. */
  record Answered(DiscordResponse answer) implements CallAttempt {}

  /** It was not asked, for nobody would wait for the answer any more. */
  record TooLate() implements CallAttempt {}

  /** It was not asked, for there was no permit. */
  record Held(Permit.Denied why) implements CallAttempt {}
}
