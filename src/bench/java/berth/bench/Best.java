package berth.bench;

import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;

/** Finds the size at which a contender does best, so that it competes as well tuned. */
final class Best {

  private Best() {}

  /** Opens it at each size, tries them all for half a turn, and leaves the best one open. */
  static Contender of(
      Settings settings, int callers, List<Integer> sizes, IntFunction<Contender> opener) {
    Duration time = settings.turn().dividedBy(2);
    List<Contender> candidates = sizes.stream().map(opener::apply).toList();
    candidates.forEach(candidate -> Callers.turn(candidate, callers, time));
    Contender best = candidates.get(0);
    double most = 0;
    for (Contender candidate : candidates) {
      double perSecond = Callers.turn(candidate, callers, time).perSecond();
      Progress.tell("trying " + candidate.name() + ": " + Figures.text(perSecond) + " a second");
      if (perSecond > most) {
        most = perSecond;
        best = candidate;
      }
    }
    for (Contender candidate : candidates) {
      if (candidate != best) {
        candidate.close();
      }
    }
    return best;
  }
}
