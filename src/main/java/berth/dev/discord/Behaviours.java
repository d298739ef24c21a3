package berth.dev.discord;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All that can happen to users of the simulated Discord, by name: see the README. */
final class Behaviours {

  private static final Map<String, Behaviour> ALL = new TreeMap<>();

  static {
    ALL.put("well", Behaviour.WELL);
    Stream.of(
            Refusals.ALL,
            RateLimits.ALL,
            Outages.ALL,
            BadConnections.ALL,
            OddBodies.ALL,
            LongBodies.ALL)
        .forEach(ALL::putAll);
  }

  private Behaviours() {}

  static Optional<Behaviour> named(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  /** In alphabetical order. */
  static Set<String> names() {
    return ALL.keySet();
  }
}
