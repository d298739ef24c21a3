package berth.model;

import static org.assertj.core.api.Assertions.assertThat;

import berth.harness.AtOnce;
import berth.harness.RunningBerth;
import berth.model.action.RandomActions;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Callers send random sequences of requests. The answers and the state of the service must be as
 * the model says.
 *
 * <p>The log has the seed of a run. {@code -Dberth.model.seed} draws the same sequences again, and
 * {@code -Dberth.model.sequences} sets their number.
 */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class ModelTest {

  private static final Logger LOG = Logger.getLogger(ModelTest.class);
  private static final int SEQUENCES = Integer.getInteger("berth.model.sequences", 20);

  /** Of a flawed service, whose first difference ends the test. */
  private static final int MAX_SEQUENCES_OF_A_FLAW = 200;

  private static final int AT_ONCE = 4;

  private static final long SEED = Long.getLong("berth.model.seed", new Random().nextLong());

  @Test
  void service_randomSequences_answersAndStateAreAsTheModelSays() {
    Runner runner = new Runner(world -> {});

    Optional<Difference> difference = firstDifference(runner, SEQUENCES);

    if (difference.isPresent()) {
      throw runner.shrink(difference.get()).asError();
    }
  }

  /** The test above finds each of these flaws. */
  @ParameterizedTest
  @EnumSource
  void flawedService_randomSequences_isFoundOut(Flaw flaw) {
    assertThat(firstDifference(new Runner(flaw::apply), MAX_SEQUENCES_OF_A_FLAW)).isPresent();
  }

  @Test
  void flawedService_difference_isReportedInAFewActions() {
    Runner runner = new Runner(Flaw.LEASES_ARE_FORGOTTEN_WHEN_THEY_DRAIN::apply);

    Difference smallest =
        runner.shrink(firstDifference(runner, MAX_SEQUENCES_OF_A_FLAW).orElseThrow());

    assertThat(smallest.actions()).as("%s", smallest).hasSizeLessThanOrEqualTo(6);
  }

  private Optional<Difference> firstDifference(Runner runner, int sequences) {
    LOG.infof("-Dberth.model.seed=%d draws these sequences again", SEED);
    AtomicReference<@Nullable Difference> first = new AtomicReference<>();
    AtOnce.run(
        AT_ONCE,
        number -> {
          for (int n = number; n < sequences && first.get() == null; n += AT_ONCE) {
            runner.run(RandomActions.draw(SEED + n)).ifPresent(first::set);
          }
          return number;
        });
    return Optional.ofNullable(first.get());
  }
}
