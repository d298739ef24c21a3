package berth.dev.discord.behaviour;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The behaviours of the simulated Discord, by name: see docs/simulated-discord.md. */
public final class Behaviours {

  private static final Map<String, Behaviour> ALL = new TreeMap<>();

  static {
    ALL.put("well", Behaviour.WELL);
    Stream.of(
            RefusalAnswers.ALL,
            RateLimitAnswers.ALL,
            Outages.ALL,
            BadConnections.ALL,
            OddBodies.ALL,
            LongBodies.ALL)
        .forEach(ALL::putAll);
  }

  private Behaviours() {}

  public static Optional<Behaviour> named(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  /** In alphabetical order. */
  public static Set<String> names() {
    return ALL.keySet();
  }
}
