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
 * <p>It is written here because no library for property tests fits. Those that have actions, jqwik
 * above all, are engines of their own beside the one that starts the service, for JUnit 5. And they
 * shrink by replaying, which needs a service that answers the same again; this one draws accounts
 * at random.
 */
final class Runner {

  private static final Logger LOG = Logger.getLogger(Runner.class);

  /** At the end all slots must be there, and again after all leases have run out. */
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

  /** Done to the world after each action, before it is looked at. */
  private final Consumer<World> afterAction;

  Runner(Consumer<World> afterAction) {
    this.afterAction = afterAction;
  }

  /**
   * Runs the sequence. What differs after a long time counts for nothing, for service and model do
   * not look at the clock at the same time; nor does that the service could not reach its database.
   * Then it is run again, and told only when it goes on.
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
      LOG.warnf("Once more, for this may mean nothing: %s", difference.get().what());
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
      // what comes after it is no part of it
      List<Action> needed = actions.subList(0, Math.min(done.size(), actions.size()));
      return Optional.of(new Difference(needed, world.story(), found));
    }
  }

  /** The smallest difference that is left when actions are left out. */
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

  /** The service draws accounts at random, so that not every run goes the same way. */
  private Optional<Difference> runTwice(List<Action> actions) {
    return run(actions).or(() -> run(actions));
  }
}
