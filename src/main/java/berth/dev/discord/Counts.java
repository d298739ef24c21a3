package berth.dev.discord;

import berth.dev.discord.exchange.SimulatedAnswer;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Counts the requests to the simulated Discord, and its responses. */
final class Counts {

  private final Map<String, Integer> requestsByUser = new HashMap<>();
  private final Map<Integer, Integer> responsesByStatus = new TreeMap<>();
  private int requests;
  private int invalid;

  synchronized void addRequest(String user) {
    requests++;
    requestsByUser.merge(user, 1, Integer::sum);
  }

  /** Counts a response before it is sent, so that a client that has it finds it counted. */
  synchronized void addResponse(SimulatedAnswer answer) {
    responsesByStatus.merge(answer.status(), 1, Integer::sum);
    if (answer.isInvalid()) {
      invalid++;
    }
  }

  synchronized int requests() {
    return requests;
  }

  synchronized int requestsOf(String user) {
    return requestsByUser.getOrDefault(user, 0);
  }

  synchronized int invalid() {
    return invalid;
  }

  /** The number of responses by status; the status 0 stands for no response. */
  synchronized Map<Integer, Integer> byStatus() {
    return new TreeMap<>(responsesByStatus);
  }
}
