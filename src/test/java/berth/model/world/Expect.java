package berth.model.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import berth.harness.Answer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Checks of answers. */
public final class Expect {

  /**
   * The service may read a clock this many seconds later than the model. Leases are granted for 10,
   * 30, 50, … seconds and time passes by 20, 40, …, so no lease ends within 10 seconds of a time at
   * which a clock is read. This much real time therefore makes no difference to which of them run.
   */
  public static final int SECONDS_OFF = 8;

  private Expect() {}

  public static void status(Answer answer, int status) {
    assertThat(answer.status()).as("status of %s", answer).isEqualTo(status);
  }

  /** Expects an error in the envelope that all errors have. */
  public static void error(Answer answer, int status) {
    status(answer, status);
    assertThat(answer.text("error")).isNotEmpty();
    assertThat(answer.json().path("code").asInt()).isEqualTo(status);
  }

  public static void error(Answer answer, int status, String error) {
    error(answer, status);
    assertThat(answer.text("error")).isEqualTo(error);
  }

  public static void about(Instant actual, Instant expected) {
    assertThat(actual).isCloseTo(expected, within(SECONDS_OFF, ChronoUnit.SECONDS));
  }

  /** Expects that so many seconds are left, or were when the request was sent. */
  public static void secondsLeft(long actual, long expected) {
    assertThat(actual).isBetween(expected - SECONDS_OFF, expected);
  }
}
