package berth.discord;

/** There was no answer, or one that Discord is in trouble: it may be worth asking again. */
final class DiscordFault extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient TokenCheck outcome;

  /** Without a stack trace: it is always the same, and there may be thousands. */
  DiscordFault(TokenCheck outcome) {
    super(outcome.toString(), null, false, false);
    this.outcome = outcome;
  }

  /** What it means for whoever asked, when it is not worth asking again. */
  TokenCheck outcome() {
    return outcome;
  }
}
