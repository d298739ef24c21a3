package berth.dev.discord;

import berth.dev.discord.behaviour.Behaviour;
import berth.dev.discord.behaviour.Behaviours;
import berth.dev.discord.exchange.SimulatedAnswer;
import berth.dev.discord.exchange.SimulatedUser;
import berth.dev.discord.exchange.Visit;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How users were told to behave. A script goes first, then what the user was told, then what all
 * were told, then what the name of the user says; any other name stands for all is well.
 */
final class Orders {

  private final Map<String, String> ofUsers = new TreeMap<>();
  private final Map<String, Queue<SimulatedAnswer>> scripts = new TreeMap<>();
  private final Map<String, Integer> visits = new TreeMap<>();
  private @Nullable String ofAll;

  synchronized void tell(String user, String behaviour) {
    ofUsers.put(user, known(behaviour));
    forgetVisits(user);
  }

  synchronized void tellAll(String behaviour) {
    ofAll = known(behaviour);
    visits.clear();
  }

  /** The script ends as well. */
  synchronized void forget(String user) {
    ofUsers.remove(user);
    scripts.remove(user);
    forgetVisits(user);
  }

  synchronized void forgetAll() {
    ofAll = null;
    ofUsers.clear();
    scripts.clear();
    visits.clear();
  }

  synchronized void script(String user, List<SimulatedAnswer> answers) {
    scripts.put(user, new ArrayDeque<>(answers));
  }

  /** The next answer of the user's script; empty without one, or when it is over. */
  synchronized Optional<SimulatedAnswer> nextOfScript(String user) {
    Queue<SimulatedAnswer> script = scripts.get(user);
    if (script == null) {
      return Optional.empty();
    }
    Optional<SimulatedAnswer> next = Optional.ofNullable(script.poll());
    if (script.isEmpty()) {
      scripts.remove(user);
    }
    return next;
  }

  synchronized Behaviour behaviourOf(String user) {
    return Optional.ofNullable(ofUsers.get(user))
        .or(() -> Optional.ofNullable(ofAll))
        .or(() -> Optional.of(user))
        .flatMap(Behaviours::named)
        .orElse(Behaviour.WELL);
  }

  /** Counts one more, see {@link Visit#number}. */
  synchronized int visit(String token) {
    return visits.merge(token, 1, Integer::sum);
  }

  synchronized Optional<String> toldAll() {
    return Optional.ofNullable(ofAll);
  }

  /** What single users were told, by user. */
  synchronized Map<String, String> told() {
    Map<String, String> told = new TreeMap<>(ofUsers);
    scripts.forEach((user, script) -> told.put(user, "script of " + script.size() + " more"));
    return told;
  }

  private void forgetVisits(String user) {
    visits.keySet().removeIf(token -> SimulatedUser.nameIn(token).equals(user));
  }

  private static String known(String behaviour) {
    if (Behaviours.named(behaviour).isEmpty()) {
      throw new IllegalArgumentException(
          "Unknown: " + behaviour + ". Known: " + String.join(" ", Behaviours.names()));
    }
    return behaviour;
  }
}
