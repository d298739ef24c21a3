package berth.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CausesTest {

  @Test
  void failure_comesBeforeItsCauses() {
    Exception cause = new IllegalStateException();
    Exception failure = new IllegalArgumentException(cause);

    assertThat(Causes.of(failure)).containsExactly(failure, cause);
    assertThat(Causes.of(null)).isEmpty();
  }

  @Test
  void loopOfCauses_ends() {
    Exception one = new Exception();
    Exception other = new Exception(one);
    one.initCause(other);

    assertThat(Causes.of(one)).startsWith(one, other, one).hasSizeLessThan(100);
  }
}
