package berth.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Makes a list that fails smaller. */
final class Shrink {

  private Shrink() {}

  /**
   * Leaves out more and more elements, as long as the rest still fails: large parts first, and in
   * the end one at a time, until none of them can be left out.
   */
  static <T> List<T> smallest(List<T> failing, Predicate<List<T>> fails) {
    List<T> smallest = failing;
    int part = Math.max(1, failing.size() / 2);
    while (true) {
      List<T> smaller = without(smallest, part, fails);
      if (part == 1 && smaller.size() == smallest.size()) {
        return smaller;
      }
      smallest = smaller;
      part = Math.max(1, part / 2);
    }
  }

  /** Leaves out each part of the given size that can be left out. */
  private static <T> List<T> without(List<T> failing, int part, Predicate<List<T>> fails) {
    List<T> smallest = failing;
    // from the end, where most elements only came before the failure was noticed
    for (int from = failing.size() - part; from >= 0; from -= part) {
      List<T> smaller = new ArrayList<>(smallest);
      smaller.subList(from, from + part).clear();
      if (fails.test(smaller)) {
        smallest = smaller;
      }
    }
    return smallest;
  }
}
