package berth.bench;

import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;

/** Finds the size at which a contender does best, so that it competes as well tuned. */
final class Best {

  private Best() {}

  /** Tries each size for half a turn, the second time in earnest, and opens the best one. */
  static Contender of(
      Settings settings, int callers, List<Integer> sizes, IntFunction<Contender> opener) {
    Duration time = settings.turn().dividedBy(2);
    int best = sizes.get(0);
    double most = 0;
    for (int size : sizes) {
      try (Contender candidate = opener.apply(size)) {
        Callers.turn(candidate, callers, time);
        double perSecond = Callers.turn(candidate, callers, time).perSecond();
        Progress.tell("trying " + candidate.name() + ": " + Figures.text(perSecond) + " a second");
        if (perSecond > most) {
          most = perSecond;
          best = size;
        }
      }
    }
    return opener.apply(best);
  }
}
