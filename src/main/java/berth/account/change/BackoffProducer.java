package berth.account.change;

import berth.schedule.Backoff;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Random;

/** Makes the backoff between checks of rejected accounts injectable: from a minute to six hours. */
class BackoffProducer {

  @Produces
  @Singleton
  Backoff backoff() {
    return new Backoff(Duration.ofMinutes(1), Duration.ofHours(6), new Random());
  }
}
