package berth.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import berth.problem.ProblemException;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnKeyTest {

  @Test
  void oneHeader_isTheKey() {
    assertThat(OwnKey.checked(List.of("job-42"))).isEqualTo("job-42");
  }

  @Test
  void severalHeaders_areRefused_forOneOfThemWouldBeIgnored() {
    assertThatThrownBy(() -> OwnKey.checked(List.of("a", "b")))
        .isInstanceOf(ProblemException.class);
    assertThatThrownBy(() -> OwnKey.checked(List.of("a", "a")))
        .isInstanceOf(ProblemException.class);
  }
}
