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
 * Two pods of the previous version are replaced by pods of this one, the first of which migrates
 * the schema, while callers continue their work.
 */
class UpgradeIT {

  private static final Logger LOG = Logger.getLogger(UpgradeIT.class);

  /** This many slots are held before the next step, which takes some seconds. */
  private static final int MEANWHILE = 1000;

  @Test
  void upgrade_underLoad_failsNoRequestThatIsSentAgain_andOvergrantsNothing() throws IOException {
    String commit = PreviousVersion.commit();
    LOG.infof("The previous version is %s", commit);
    String previous = PreviousVersion.packaged(commit);
    try (Deployment deployment = Deployment.start()) {
      List<Pod> old = deployment.add(previous, 2);
      RollOutAccounts accounts =
          RollOutAccounts.configured(Pods.admin(old.get(0)), deployment.balancer());
      Api handover = Pods.admin(old.get(0)).subscribed("{\"name\": \"handover\", \"quantity\": 1}");
      deployment.balancer().send(url -> handover.at(url).configure(Handover.ACCOUNT, 1));
      Collection<Holding> holdings;
      try (RollOutLoad load = RollOutLoad.start(deployment.balancer(), accounts.caller())) {
        load.awaitHeld(MEANWHILE);

        Duration before = load.slowestSince(Long.MIN_VALUE);
        long begun = System.nanoTime();
        Pod newPod = add(deployment, Pod.currentPackage());
        LOG.infof(
            "The slowest request took %d ms, and %d ms while the first new pod started: %s",
            before.toMillis(),
            load.slowestSince(begun).toMillis(),
            newPod.log().stream().filter(line -> line.contains("DbMigrate")).toList());
        load.awaitHeld(MEANWHILE);
        Handover.check(handover.at(old.get(0).url()), handover.at(newPod.url()));

        // a crash in the middle of the roll-out: the previous version starts again
        deployment.kill(old.get(0));
        Pod restarted = add(deployment, previous);
        load.awaitHeld(MEANWHILE);
        Handover.check(handover.at(restarted.url()), handover.at(newPod.url()));

        deployment.end(old.get(1));
        add(deployment, Pod.currentPackage());
        deployment.end(restarted);
        load.awaitHeld(MEANWHILE);
        holdings = load.stop();
      }

      LOG.infof(
          "%d slots were held while the pods were replaced; %d requests were sent again",
          holdings.size(), deployment.balancer().retries());
      accounts.check(holdings, deployment.balancer());
    }
  }

  private static Pod add(Deployment deployment, String berthPackage) {
    return deployment.add(berthPackage, 1).get(0);
  }
}
