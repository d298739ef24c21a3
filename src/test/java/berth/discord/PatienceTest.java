package berth.discord;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PatienceTest {

  /** The second pause is twice the first, and chance adds half of it at most. */
  @Test
  void production_leavesTimeForTwoRetries_evenAfterTheSlowestAnswers() {
    Patience patience = Patience.PRODUCTION;
    Duration longestPauses = patience.retry().multipliedBy(3).multipliedBy(3).dividedBy(2);

    Duration beforeTheLast = patience.answer().multipliedBy(2).plus(longestPauses);

    assertThat(beforeTheLast).isLessThan(patience.lookUp());
  }
}
