package berth.slot.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import berth.error.ErrorException;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdempotencyKeyTest {

  @Test
  void oneHeader_isTheKey() {
    assertThat(IdempotencyKey.checked(List.of("job-42"))).isEqualTo("job-42");
  }

  @Test
  void severalHeaders_areRefused_becauseOneWouldBeIgnored() {
    assertThatThrownBy(() -> IdempotencyKey.checked(List.of("a", "b")))
        .isInstanceOf(ErrorException.class);
    assertThatThrownBy(() -> IdempotencyKey.checked(List.of("a", "a")))
        .isInstanceOf(ErrorException.class);
  }
}
