package berth.model.world;

/**
 * Something that a caller does, or that happens. It is written down before the sequence runs, so it
 * names leases by their place among those that there will be then.
 */
public interface Action {

  /** Does it to the service, compares the answer with what the model says, and tells the model. */
  void run(World world);
}
