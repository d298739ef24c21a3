package berth.slot.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeaseTest {

  @ParameterizedTest
  @CsvSource({
    "600,1,false",
    "500,1,false",
    "499,0,true",
    "0,0,true",
    "-600,-1,true",
    "-55000,-55,true"
  })
  void lease_isOver_whenLessThanHalfASecondIsLeft(long millisLeft, long seconds, boolean over) {
    Lease lease =
        new Lease(
            new LeaseId("1", 0, 1),
            null,
            Instant.EPOCH,
            Instant.EPOCH,
            Duration.ofMillis(millisLeft));

    assertThat(lease.leaseSeconds()).isEqualTo(seconds);
    assertThat(lease.isOver()).isEqualTo(over);
  }
}
