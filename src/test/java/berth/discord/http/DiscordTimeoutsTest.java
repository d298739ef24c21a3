package berth.discord.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DiscordTimeoutsTest {

  /** The second pause is twice the first, and chance adds half of it at most. */
  @Test
  void production_leavesTimeForTwoRetries_evenAfterTheSlowestAnswers() {
    DiscordTimeouts timeouts = DiscordTimeouts.PRODUCTION;
    Duration longestPauses = timeouts.retry().multipliedBy(3).multipliedBy(3).dividedBy(2);

    Duration beforeTheLast = timeouts.answer().multipliedBy(2).plus(longestPauses);

    assertThat(beforeTheLast).isLessThan(timeouts.lookUp());
  }
}
