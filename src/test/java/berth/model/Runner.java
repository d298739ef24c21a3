package berth.model;

import berth.model.action.Fill;
import berth.model.action.ListAccounts;
import berth.model.action.PassTime;
import berth.model.world.Action;
import berth.model.world.Expect;
import berth.model.world.World;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Runs sequences, each in a world of its own, and finds where service and model differ.
 *
 * <p>No library for property tests fits. Those that have actions, jqwik above all, are engines for
 * JUnit 5, while the service is started by another engine. They also shrink a sequence by replaying
 * it, which needs a service that gives the same answers again; this one draws accounts at random.
 */
final class Runner {

  private static final Logger LOG = Logger.getLogger(Runner.class);

  /** At the end, all free slots must be granted, and all slots after all leases have run out. */
  private static final List<Action> END =
      List.of(
          new Fill(0, 10),
          new Fill(1, 10),
          new ListAccounts(0, 0),
          new ListAccounts(1, 0),
          new PassTime(4000),
          new Fill(1, 10),
          new Fill(0, 10));

  private static final Duration CONCLUSIVE = Duration.ofSeconds(Expect.SECONDS_OFF);
  private static final int ATTEMPTS = 3;

  /** Applied to the world after each action, before it is compared with the model. */
  private final Consumer<World> afterAction;

  Runner(Consumer<World> afterAction) {
    this.afterAction = afterAction;
  }

  /**
   * Runs the sequence. A difference after a long time does not count, because the service and the
   * model do not read the clock at the same time. A difference does not count either when the
   * service could not reach its database. In both cases the sequence is run again, and the
   * difference is returned only if it persists.
   */
  Optional<Difference> run(List<Action> actions) {
    Optional<Difference> difference = Optional.empty();
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      long start = System.nanoTime();
      try (World world = new World()) {
        difference = run(actions, world);
      } catch (SQLException failure) {
        throw new IllegalStateException(failure);
      }
      if (difference.isEmpty()
          || (!difference.get().isUnavailability()
              && System.nanoTime() - start < CONCLUSIVE.toNanos())) {
        return difference;
      }
      LOG.warnf("Running again, since this may mean nothing: %s", difference.get().cause());
    }
    return difference;
  }

  private Optional<Difference> run(List<Action> actions, World world) {
    List<Action> done = new ArrayList<>();
    try {
      for (Action action : Stream.concat(actions.stream(), END.stream()).toList()) {
        done.add(action);
        action.run(world);
        afterAction.accept(world);
        State.compare(world);
      }
      return Optional.empty();
    } catch (AssertionError | RuntimeException found) {
      // actions after the last one that was run are not part of the difference
      List<Action> needed = actions.subList(0, Math.min(done.size(), actions.size()));
      return Optional.of(new Difference(needed, world.logged(), found));
    }
  }

  /** The smallest difference that remains when actions are left out. */
  Difference shrink(Difference found) {
    List<Difference> smaller = new ArrayList<>(List.of(found));
    Shrink.smallest(
        found.actions(),
        actions -> {
          Optional<Difference> difference = runTwice(actions);
          difference.ifPresent(smaller::add);
          return difference.isPresent();
        });
    return smaller.get(smaller.size() - 1);
  }

  /**
   * Runs the sequence again if there was no difference, because the service draws accounts at
   * random and not every run takes the same course.
   */
  private Optional<Difference> runTwice(List<Action> actions) {
    return run(actions).or(() -> run(actions));
  }
}
