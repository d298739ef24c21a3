package berth.harness.pod;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PulseTest {

  private static final String BLOCKED = blocked("04:05:06,789", "loop-0", 726);

  private static String blocked(String time, String loop, int millis) {
    return "2999-02-03 %s WARN  [io.vertx.core.impl.BlockedThreadChecker] (checker) Thread"
            .formatted(time)
        + " Thread[%s,5,main] has been blocked for %d ms, time limit is 200 ms"
            .formatted(loop, millis);
  }

  private static List<String> reported(String... log) {
    try (Pulse pulse = Pulse.start()) {
      return pulse.blocked(List.of(log));
    }
  }

  @Test
  void blockedEventLoop_isReported() {
    assertThat(reported("2999-02-03 04:05:06,789 INFO  all is well", BLOCKED))
        .containsExactly(BLOCKED);
  }

  @Test
  void eventLoopsBlockedTogether_areNotReported() {
    assertThat(reported(BLOCKED, blocked("04:05:06,790", "loop-1", 727))).isEmpty();
  }

  @Test
  void eventLoopsOneAfterTheOther_areReported() {
    assertThat(reported(BLOCKED, blocked("04:05:06,790", "loop-1", 300))).hasSize(2);
    assertThat(reported(BLOCKED, blocked("04:05:07,789", "loop-1", 726))).hasSize(2);
    assertThat(reported(BLOCKED, blocked("04:05:06,790", "loop-0", 727))).hasSize(2);
  }
}
