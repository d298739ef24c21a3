package berth.model.action;

import berth.harness.Api;
import berth.model.world.ModelLease;
import berth.model.world.World;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Names a lease, and the caller that sends a request for it.
 *
 * @param running whether it is one of the running leases, if there are any
 * @param number its place among them, counted again from the start when there are fewer
 * @param otherCaller whether the caller does not hold the lease
 */
record WhichLease(boolean running, int number, boolean otherCaller) {

  private static final String NEVER_GRANTED = "A".repeat(40);

  /**
   * A lease that was found.
   *
   * @param lease {@code null} when it does not exist for the caller
   */
  record Target(Api caller, String slot, @Nullable ModelLease lease) {}

  Target in(World world) {
    List<ModelLease> runningLeases = world.model.runningLeases();
    List<ModelLease> leases =
        running && !runningLeases.isEmpty() ? runningLeases : world.model.leases();
    if (leases.isEmpty()) {
      return new Target(world.caller(0), NEVER_GRANTED, null);
    }
    ModelLease lease = leases.get(number % leases.size());
    return otherCaller
        ? new Target(world.caller((lease.holder + 1) % World.CALLERS), lease.slot, null)
        : new Target(world.caller(lease.holder), lease.slot, lease);
  }
}
