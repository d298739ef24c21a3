package berth.webhook.send;

import java.time.Duration;

/** What became of a message that was sent to the receiver of a webhook. */
public sealed interface SendOutcome {

  /** Whether the receiver has it. */
  boolean isReceived();

  /** What happened, for people. */
  String text();

  /** The receiver answered. */
  record Answered(int status, Duration time) implements SendOutcome {

    @Override
    public boolean isReceived() {
      return status >= 200 && status < 300;
    }

    @Override
    public String text() {
      return "The receiver answered " + status;
    }
  }

  /** The receiver did not answer, or was not asked. */
  record NotAnswered(String text) implements SendOutcome {

    @Override
    public boolean isReceived() {
      return false;
    }
  }
}
