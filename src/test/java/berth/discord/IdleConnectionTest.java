package berth.discord;

import static org.assertj.core.api.Assertions.assertThat;

import berth.harness.OwnSubscription;
import berth.harness.RunningBerth;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Connections to Discord that no request has used for a while. */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class IdleConnectionTest extends OwnSubscription {

  /** With a response of one second it is longer than a connection may be silent. */
  private static final Duration IDLE = Duration.ofMillis(5_500);

  @Test
  void slowResponse_afterAnIdleTime_isNotCutOff() {
    caller.configured("sim-" + user + "-1", 1);
    RunningBerth.discord().behave(user, "takes-1s");
    LockSupport.parkNanos(IDLE.toNanos());

    assertThat(caller.configure("sim-" + user, 1).status()).isEqualTo(201);

    assertThat(RunningBerth.discord().requestsOf(user)).isEqualTo(2);
  }
}
