package berth.model.action;

import berth.harness.Api;
import berth.model.world.ModelLease;
import berth.model.world.World;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Names a lease, and who asks about it.
 *
 * @param running whether it is one of those that run, where any does
 * @param number its place among them, counted again from the start when there are fewer
 * @param stranger whether somebody asks who does not hold it
 */
record WhichLease(boolean running, int number, boolean stranger) {

  private static final String NEVER_GRANTED = "A".repeat(40);

  /**
   * A lease that was found.
   *
   * @param lease {@code null} when it does not exist for who asks
   */
  record Asked(Api by, String slot, @Nullable ModelLease lease) {}

  Asked in(World world) {
    List<ModelLease> runningLeases = world.model.runningLeases();
    List<ModelLease> leases =
        running && !runningLeases.isEmpty() ? runningLeases : world.model.leases();
    if (leases.isEmpty()) {
      return new Asked(world.caller(0), NEVER_GRANTED, null);
    }
    ModelLease lease = leases.get(number % leases.size());
    return stranger
        ? new Asked(world.caller((lease.holder + 1) % World.CALLERS), lease.slot, null)
        : new Asked(world.caller(lease.holder), lease.slot, lease);
  }
}
