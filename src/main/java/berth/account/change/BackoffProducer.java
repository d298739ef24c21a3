package berth.account.change;

import berth.account.health.Backoff;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Random;

/** Makes the backoff between checks of rejected accounts injectable. */
class BackoffProducer {

  @Produces
  @Singleton
  Backoff backoff() {
    return new Backoff(new Random());
  }
}
