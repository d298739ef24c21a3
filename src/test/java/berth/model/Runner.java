package berth.model;

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
 * <p>It is written here and not taken from a library for property tests: those that there are for
 * this version of JUnit don't run actions, and they shrink by replaying, which needs a service that
 * answers the same again. Which account a slot is on is drawn anew each time.
 */
final class Runner {

  private static final Logger LOG = Logger.getLogger(Runner.class);

  /** At the end all slots must be there, and again after all leases have run out. */
  private static final List<Action> END =
      List.of(new Fill(0, 10), new Fill(1, 10), new Pass(4000), new Fill(1, 10), new Fill(0, 10));

  private static final Duration CONCLUSIVE = Duration.ofSeconds(Expect.SECONDS_OFF);
  private static final int ATTEMPTS = 3;

  /** Done to the world after each action, before it is looked at. */
  private final Consumer<World> afterAction;

  Runner(Consumer<World> afterAction) {
    this.afterAction = afterAction;
  }

  /**
   * Runs the sequence. What differs after a long time counts for nothing, for service and model do
   * not look at the clock at the same time. Then it is run again, as it is when the service could
   * not reach its database.
   */
  Optional<Difference> run(List<Action> actions) {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      long start = System.nanoTime();
      try (World world = new World()) {
        Optional<Difference> difference = run(actions, world);
        if (difference.isEmpty() || System.nanoTime() - start < CONCLUSIVE.toNanos()) {
          return difference;
        }
      } catch (World.Unavailable unknown) {
        LOG.warn("The service was not available; once more");
      } catch (SQLException failure) {
        throw new IllegalStateException(failure);
      }
    }
    throw new AssertionError("This machine is too busy to tell");
  }

  private Optional<Difference> run(List<Action> actions, World world) {
    try {
      for (Action action : Stream.concat(actions.stream(), END.stream()).toList()) {
        action.run(world);
        afterAction.accept(world);
        State.compare(world);
      }
      return Optional.empty();
    } catch (World.Unavailable unknown) {
      throw unknown;
    } catch (AssertionError | RuntimeException found) {
      return Optional.of(new Difference(actions, world.story(), found));
    }
  }

  /** The smallest difference that is left when actions are left out. */
  Difference shrink(Difference found) {
    List<Difference> smaller = new ArrayList<>(List.of(found));
    Shrink.smallest(
        found.actions(),
        actions -> {
          Optional<Difference> difference = runRepeatedly(actions);
          difference.ifPresent(smaller::add);
          return difference.isPresent();
        });
    return smaller.get(smaller.size() - 1);
  }

  /** The service draws accounts at random, so that not every run goes the same way. */
  private Optional<Difference> runRepeatedly(List<Action> actions) {
    return run(actions).or(() -> run(actions)).or(() -> run(actions));
  }
}
