package berth.model.world;

/**
 * An action of a caller, or an event. It is created before the sequence runs, so it names leases by
 * their place among those that will exist then.
 */
public interface Action {

  /** Applies it to the service, compares the answer with the model, and updates the model. */
  void run(World world);
}
