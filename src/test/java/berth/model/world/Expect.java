package berth.model.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import berth.harness.Answer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What answers are compared with. */
public final class Expect {

  /**
   * How much later than the model the service may look at a clock, in seconds. Leases are granted
   * for 10, 30, 50, … seconds and time passes by 20, 40, …, so none ends within 10 seconds of when
   * anything looks at it, and this much real time makes no difference to which of them run.
   */
  public static final int SECONDS_OFF = 8;

  private Expect() {}

  public static void status(Answer answer, int status) {
    assertThat(answer.status()).as("status of %s", answer).isEqualTo(status);
  }

  /** An error in the envelope that all have. */
  public static void problem(Answer answer, int status) {
    status(answer, status);
    assertThat(answer.text("error")).isNotEmpty();
    assertThat(answer.json().path("code").asInt()).isEqualTo(status);
  }

  public static void problem(Answer answer, int status, String error) {
    problem(answer, status);
    assertThat(answer.text("error")).isEqualTo(error);
  }

  public static void about(Instant actual, Instant expected) {
    assertThat(actual).isCloseTo(expected, within(SECONDS_OFF, ChronoUnit.SECONDS));
  }

  /** That so many seconds are left, or were when the request was sent. */
  public static void secondsLeft(long actual, long expected) {
    assertThat(actual).isBetween(expected - SECONDS_OFF, expected);
  }
}
