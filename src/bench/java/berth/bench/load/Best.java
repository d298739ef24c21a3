package berth.bench.load;

import berth.bench.report.BenchmarkSettings;
import berth.bench.report.Figures;
import berth.bench.report.Progress;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;

/** Finds the number of connections at which a contender is fastest. */
public final class Best {

  private Best() {}

  /**
   * Runs the contender at each size for half an iteration, and opens it at the size that was
   * fastest. A run at the first size, which does not count, warms up the code before.
   */
  public static Contender of(
      BenchmarkSettings settings, int callers, List<Integer> sizes, IntFunction<Contender> opener) {
    Duration time = settings.iterationTime().dividedBy(2);
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
      double perSecond = Callers.measure(candidate, callers, time).perSecond();
      Progress.log("trying " + candidate.name() + ": " + Figures.text(perSecond) + " a second");
      return perSecond;
    }
  }
}
