package berth.bench.load;

import berth.bench.report.BenchmarkSettings;
import berth.bench.report.Figures;
import berth.bench.report.Progress;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;

/** Finds the size at which a contender does best, so that it competes as well tuned. */
public final class Best {

  private Best() {}

  /**
   * Tries it at each size for half a turn, and opens it at the best. The first is tried once more
   * before, since until then the code is cold.
   */
  public static Contender of(
      BenchmarkSettings settings, int callers, List<Integer> sizes, IntFunction<Contender> opener) {
    Duration time = settings.turn().dividedBy(2);
    perSecond(opener.apply(sizes.get(0)), callers, time);
    int best = sizes.get(0);
    double most = 0;
    for (int size : sizes) {
      double perSecond = perSecond(opener.apply(size), callers, time);
      if (perSecond > most) {
        most = perSecond;
        best = size;
      }
    }
    return opener.apply(best);
  }

  private static double perSecond(Contender candidate, int callers, Duration time) {
    try (candidate) {
      double perSecond = Callers.turn(candidate, callers, time).perSecond();
      Progress.tell("trying " + candidate.name() + ": " + Figures.text(perSecond) + " a second");
      return perSecond;
    }
  }
}
