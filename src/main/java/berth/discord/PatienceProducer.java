package berth.discord;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** How patient the service is; the tests ask again sooner. */
class PatienceProducer {

  @Produces
  @Singleton
  Patience patience() {
    return Patience.PRODUCTION;
  }
}
