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
 * The behaviours that were set. The first of these applies: the script of the user, the behaviour
 * set for the user, the behaviour set for all users, the behaviour that the name of the user names,
 * and else none.
 */
final class Orders {

  private final Map<String, String> ofUsers = new TreeMap<>();
  private final Map<String, Queue<SimulatedAnswer>> scripts = new TreeMap<>();
  private final Map<String, Integer> visits = new TreeMap<>();
  private @Nullable String ofAll;

  synchronized void set(String user, String behaviour) {
    ofUsers.put(user, known(behaviour));
    resetVisits(user);
  }

  synchronized void setAll(String behaviour) {
    ofAll = known(behaviour);
    visits.clear();
  }

  /** Ends the script of the user as well. */
  synchronized void reset(String user) {
    ofUsers.remove(user);
    scripts.remove(user);
    resetVisits(user);
  }

  synchronized void resetAll() {
    ofAll = null;
    ofUsers.clear();
    scripts.clear();
    visits.clear();
  }

  synchronized void script(String user, List<SimulatedAnswer> answers) {
    scripts.put(user, new ArrayDeque<>(answers));
  }

  /** The next response of the user's script; empty without a script, or when it is over. */
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

  /** Counts one more request; see {@link Visit#number}. */
  synchronized int visit(String token) {
    return visits.merge(token, 1, Integer::sum);
  }

  synchronized Optional<String> ofAll() {
    return Optional.ofNullable(ofAll);
  }

  /** The behaviours that were set for single users, by user. */
  synchronized Map<String, String> ofUsers() {
    Map<String, String> all = new TreeMap<>(ofUsers);
    scripts.forEach((user, script) -> all.put(user, "script of " + script.size() + " more"));
    return all;
  }

  private void resetVisits(String user) {
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
