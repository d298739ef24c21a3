package berth.rollout;

import berth.harness.Api;
import berth.harness.Holding;
import berth.harness.pod.Pod;
import berth.harness.pod.Pods;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/**
 * Two pods of the previous version give way to pods of this one, whose first migrates the schema,
 * while callers go on with their work.
 */
class UpgradeIT {

  private static final Logger LOG = Logger.getLogger(UpgradeIT.class);

  /** So many slots are held before the next thing happens: some seconds. */
  private static final int MEANWHILE = 1000;

  @Test
  void upgrade_underLoad_failsNoRequestThatIsSentAgain_andOvergrantsNothing() throws IOException {
    String commit = PreviousVersion.commit();
    LOG.infof("The previous version is %s", commit);
    String previous = PreviousVersion.packaged(commit);
    try (Deployment deployment = Deployment.start()) {
      List<Pod> old = deployment.add(previous, 2);
      RollOutAccounts stock =
          RollOutAccounts.configured(Pods.admin(old.get(0)), deployment.balancer());
      Api passedOn = Pods.admin(old.get(0)).subscribed("{\"name\": \"handover\", \"quantity\": 1}");
      deployment.balancer().send(url -> passedOn.at(url).configure(Handover.ACCOUNT, 1));
      Collection<Holding> holdings;
      try (RollOutLoad load = RollOutLoad.start(deployment.balancer(), stock.caller())) {
        load.awaitHeld(MEANWHILE);

        Duration before = load.slowestSince(Long.MIN_VALUE);
        long begun = System.nanoTime();
        Pod fresh = add(deployment, Pod.currentPackage());
        LOG.infof(
            "The slowest request took %d ms, and %d ms while the first new pod started: %s",
            before.toMillis(),
            load.slowestSince(begun).toMillis(),
            fresh.log().stream().filter(line -> line.contains("DbMigrate")).toList());
        load.awaitHeld(MEANWHILE);
        Handover.check(passedOn.at(old.get(0).url()), passedOn.at(fresh.url()));

        // a crash in the middle of the roll-out: what starts again is the previous version
        deployment.kill(old.get(0));
        Pod again = add(deployment, previous);
        load.awaitHeld(MEANWHILE);
        Handover.check(passedOn.at(again.url()), passedOn.at(fresh.url()));

        deployment.end(old.get(1));
        add(deployment, Pod.currentPackage());
        deployment.end(again);
        load.awaitHeld(MEANWHILE);
        holdings = load.stop();
      }

      LOG.infof(
          "%d slots were held while the pods were replaced; %d requests were sent again",
          holdings.size(), deployment.balancer().retries());
      stock.check(holdings, deployment.balancer());
    }
  }

  private static Pod add(Deployment deployment, String berthPackage) {
    return deployment.add(berthPackage, 1).get(0);
  }
}
