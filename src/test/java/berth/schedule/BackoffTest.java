package berth.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

  private static final double FIFTH = 0.2;

  private static Backoff backoff(RandomGenerator random) {
    return new Backoff(Duration.ofMinutes(1), Duration.ofHours(6), random);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 2", "2, 4", "8, 256", "9, 360", "10, 360", "63, 360", "1000000, 360"})
  void pause_doublesUpToTheLongest_aFifthMoreOrLess(int failures, int minutes) {
    Backoff backoff = backoff(new Random(7));
    long middle = Duration.ofMinutes(minutes).toMillis();
    List<Long> pauses =
        IntStream.range(0, 1_000).mapToObj(i -> backoff.after(failures).toMillis()).toList();

    assertThat(pauses)
        .allMatch(pause -> Math.abs(pause - middle) <= middle * FIFTH)
        .anyMatch(pause -> pause < middle * 0.85)
        .anyMatch(pause -> pause > middle * 1.15);
  }

  @Test
  void pause_isDrawnByTheGenerator() {
    RandomGenerator one = new Random(1);
    RandomGenerator same = new Random(1);

    assertThat(backoff(one).after(3)).isEqualTo(backoff(same).after(3));
  }
}
