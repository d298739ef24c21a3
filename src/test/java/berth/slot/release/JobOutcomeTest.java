package berth.slot.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import berth.error.ErrorException;
import java.time.Duration;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobOutcomeTest {

  @Test
  void none_isDone() {
    assertThat(JobOutcome.of(null, null, null)).isEqualTo(new JobOutcome.Done());
    assertThat(JobOutcome.of("done", "x", "y")).isEqualTo(new JobOutcome.Done());
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1000",
    "0.001, 1000",
    "1.337, 1337",
    "86400, 86400000",
    "86400.1, 86400100",
    "2592000, 2592000000",
    "0, 1000"
  })
  void limited_takesSeconds(String seconds, long millis) {
    assertThat(JobOutcome.of("limited", seconds, null))
        .isEqualTo(new JobOutcome.Limited(Duration.ofMillis(millis)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          better  | -          | Required param outcome is malformed
          Done    | -          | Required param outcome is malformed
          ''      | -          | Required param outcome is malformed
          limited | -          | Required param retryAfter is missing or empty
          limited | ''         | Required param retryAfter is missing or empty
          limited | soon       | Required param retryAfter is malformed
          limited | -1         | Required param retryAfter is malformed
          limited | 1e3        | Required param retryAfter is malformed
          limited | NaN        | Required param retryAfter is malformed
          limited | .5         | Required param retryAfter is malformed
          limited | 5.         | Required param retryAfter is malformed
          limited | 12345678901 | Required param retryAfter is malformed
          limited | 2592001    | Required param retryAfter 2592001 can't be more that 2592000
          limited | 2592000.1  | Required param retryAfter 2592000.1 can't be more that 2592000
          limited | 999999999  | Required param retryAfter 999999999 can't be more that 2592000
          moderated | 2592001  | Required param retryAfter 2592001 can't be more that 2592000
          moderated | ''       | Required param retryAfter is missing or empty
          moderated | never    | Required param retryAfter is malformed
          """)
  void wrong_isRefused(String outcome, String retryAfter, String error) {
    assertThatThrownBy(() -> JobOutcome.of(outcome, retryAfter, null))
        .asInstanceOf(InstanceOfAssertFactories.type(ErrorException.class))
        .extracting(failure -> failure.error().error())
        .isEqualTo(error);
  }

  @Test
  void moderated_takesAMessageOfAThousandCharacters() {
    assertThat(JobOutcome.of("moderated", null, "x".repeat(1_000)))
        .isEqualTo(new JobOutcome.Moderated("x".repeat(1_000), null));
    assertThat(JobOutcome.of("moderated", null, " "))
        .isEqualTo(new JobOutcome.Moderated(null, null));
    assertThat(JobOutcome.of("moderated", null, "\ud83d\ude00".repeat(1_001)))
        .isEqualTo(new JobOutcome.Moderated("\ud83d\ude00".repeat(1_000), null));
    assertThat(JobOutcome.of("moderated", null, "a\0b"))
        .isEqualTo(new JobOutcome.Moderated("a b", null));
  }

  @Test
  void moderated_takesAnEnd() {
    assertThat(JobOutcome.of("moderated", "86401", "x"))
        .isEqualTo(new JobOutcome.Moderated("x", Duration.ofSeconds(86_401)));
  }
}
