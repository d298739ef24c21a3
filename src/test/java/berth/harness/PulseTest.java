package berth.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PulseTest {

  private static final String BLOCKED =
      "2001-02-03 04:05:06,789 WARN  [io.vertx.core.impl.BlockedThreadChecker] (checker) Thread"
          + " Thread[vert.x-eventloop-thread-0,5,main] has been blocked for 726 ms, time limit is"
          + " 200 ms";

  @Test
  void heldUpEventLoop_isToldOf_whenTheMachineDidNotStandStill() {
    try (Pulse pulse = Pulse.start()) {
      assertThat(pulse.blocked(List.of("2001-02-03 04:05:06,789 INFO  all is well", BLOCKED)))
          .containsExactly(BLOCKED);
    }
  }
}
