package berth.account.change;

import berth.account.health.Backoff;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Random;

/** How long rejected accounts are left alone. */
class BackoffProducer {

  @Produces
  @Singleton
  Backoff backoff() {
    return new Backoff(new Random());
  }
}
