package berth.rollout;

import berth.harness.Holding;
import berth.harness.pod.Pod;
import berth.harness.pod.Pods;
import java.io.IOException;
import java.util.Collection;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Three packaged pods are replaced one by one, while callers continue their work. */
@Tag("concurrent")
@Execution(ExecutionMode.SAME_THREAD)
class RollOutIT {

  private static final Logger LOG = Logger.getLogger(RollOutIT.class);
  private static final int PODS = Integer.getInteger("berth.rollout.pods", 2);

  @Test
  void rollOut_underLoad_failsNoRequestThatIsSentAgain_andOvergrantsNothing() throws IOException {
    try (Deployment deployment = Deployment.start()) {
      var old = deployment.add(Pod.currentPackage(), PODS);
      RollOutAccounts accounts =
          RollOutAccounts.configured(Pods.admin(old.get(0)), deployment.balancer());
      Collection<Holding> holdings;
      try (RollOutLoad load = RollOutLoad.start(deployment.balancer(), accounts.caller())) {
        for (Pod pod : old) {
          deployment.add(Pod.currentPackage(), 1);
          deployment.end(pod);
        }
        holdings = load.stop();
      }

      LOG.infof(
          "%d slots were held while %d pods were replaced; %d requests were sent again",
          holdings.size(), PODS, deployment.balancer().retries());
      accounts.check(holdings, deployment.balancer());
    }
  }
}
