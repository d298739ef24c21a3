package berth.discord.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DiscordTimeoutsTest {

  /** The second pause is twice the first, and jitter adds at most half of each. */
  @Test
  void production_leavesTimeForTwoRetries_evenAfterTheSlowestResponses() {
    DiscordTimeouts timeouts = DiscordTimeouts.PRODUCTION;
    Duration longestPauses = timeouts.retry().multipliedBy(3).multipliedBy(3).dividedBy(2);

    Duration beforeTheLast = timeouts.response().multipliedBy(2).plus(longestPauses);

    assertThat(beforeTheLast).isLessThan(timeouts.lookUp());
  }
}
