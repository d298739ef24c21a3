package berth.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import berth.chaos.fault.Faults;
import berth.chaos.record.ChaosReport;
import berth.chaos.record.HeldLease;
import berth.chaos.record.InvariantCheck;
import berth.chaos.record.Repeats;
import berth.chaos.worker.Threads;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * Pods are killed, frozen, stopped and started, connections are cut and the database crashes, while
 * 32 workers take, hold, renew, release and abandon slots, and limits change.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "It has no signal that freezes a pod")
class ChaosIT {

  private static final Logger LOG = Logger.getLogger(ChaosIT.class);
  private static final int SECONDS = Integer.getInteger("berth.chaos.seconds", 15);
  private static final long SEED = Long.getLong("berth.chaos.seed", 1);

  @Test
  void whateverBreaks_noAccountRunsOverItsLimit_andNoSlotIsLost() throws Exception {
    LOG.infof("Chaos for %d seconds with -Dberth.chaos.seed=%d", SECONDS, SEED);
    Random random = new Random(SEED);
    try (ServiceUnderTest service = new ServiceUnderTest();
        Threads threads = new Threads()) {
      service.awaitPods();
      Faults faults = service.faults(new Random(random.nextLong()));
      Workers workers = new Workers(service, random);

      workers.work().forEach(threads::start);
      faults.run(SECONDS);
      threads.stop();
      service.awaitPods();
      Map<String, Map<String, Integer>> limits = workers.settle();

      List<HeldLease> leases = service.history().leases();
      List<String> overGrants = InvariantCheck.overGrants(leases, service.history().limits());
      int lost = 0;
      int surplus = 0;
      for (Map.Entry<String, Map<String, Integer>> pool : limits.entrySet()) {
        List<String> taken = FinalCount.takeAll(service.callers(), pool.getKey());
        lost += InvariantCheck.lost(pool.getValue(), taken);
        surplus += InvariantCheck.surplus(pool.getValue(), taken);
      }
      ChaosReport report = new ChaosReport(service.history(), SEED, SECONDS);
      LOG.info(report.text(overGrants.size() + surplus, lost, workers.repeats()));

      assertThat(overGrants).isEmpty();
      assertThat(surplus).isZero();
      assertThat(lost).isZero();
      assertThat(InvariantCheck.fencesOutOfOrder(leases)).isEmpty();
      assertThat(service.history().violations()).isEmpty();
      assertThat(workers.repeats()).matches(Repeats::areAllTheSame);
      assertThat(leases).hasSizeGreaterThan(SECONDS);
    }
  }
}
