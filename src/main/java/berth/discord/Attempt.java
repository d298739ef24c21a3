package berth.discord;

/** What came of one attempt to ask Discord. */
sealed interface Attempt {

  /** It answered, and is not in trouble. */
  record Answered(DiscordAnswer answer) implements Attempt {}

  /** It was not asked, for nobody would wait for the answer any more. */
  record TooLate() implements Attempt {}

  /** It was not asked, for there was no permit. */
  record Held(Permit.Denied why) implements Attempt {}
}
