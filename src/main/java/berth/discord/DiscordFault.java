package berth.discord;

/** Discord sent no response, or one that reports a failure of its own. A retry may succeed. */
final class DiscordFault extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient TokenCheck outcome;

  /** Without a stack trace: it would always be the same, and there may be thousands. */
  DiscordFault(TokenCheck outcome) {
    super(outcome.toString(), null, false, false);
    this.outcome = outcome;
  }

  /** The outcome of the look-up when there is no further retry. */
  TokenCheck outcome() {
    return outcome;
  }
}
