package berth.slot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WaitPreferenceTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "wait=10                     | 10",
        "WAIT = 10                   | 10",
        "wait=\"10\"                 | 10",
        "wait=10; loudly             | 10",
        "respond-async, wait=7       | 7",
        "wait=3, wait=9              | 3",
        "wait=soon, wait=9           | 9",
        "wait=0                      | 0",
        "wait=60                     | 60",
        "wait=61                     | 60",
        "wait=99999999999999999999   | 60",
      })
  void of_understoodHeader_isTheFirstWaitUpToAMinute(String header, int seconds) {
    assertThat(WaitPreference.of(List.of(header))).contains(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "wait",
        "wait=",
        "wait=-1",
        "wait=1.5",
        "wait=1s",
        "await=3",
        "return=minimal"
      })
  void of_anythingElse_isNoPreference(String header) {
    assertThat(WaitPreference.of(List.of(header))).isEmpty();
  }

  @Test
  void of_severalHeaders_readsThemAll() {
    assertThat(WaitPreference.of(List.of("return=minimal", "wait=5")))
        .contains(Duration.ofSeconds(5));
    assertThat(WaitPreference.of(List.of())).isEmpty();
  }
}
