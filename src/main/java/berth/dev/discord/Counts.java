package berth.dev.discord;

import berth.dev.discord.exchange.SimulatedAnswer;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** What the simulated Discord was asked, and what it answered. */
final class Counts {

  private final Map<String, Integer> requestsByUser = new HashMap<>();
  private final Map<Integer, Integer> answersByStatus = new TreeMap<>();
  private int requests;
  private int invalid;

  synchronized void asked(String user) {
    requests++;
    requestsByUser.merge(user, 1, Integer::sum);
  }

  /** Counts it before it is sent, so that who has it finds it counted. */
  synchronized void answers(SimulatedAnswer answer) {
    answersByStatus.merge(answer.status(), 1, Integer::sum);
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

  /** 0 stands for no answer at all. */
  synchronized Map<Integer, Integer> byStatus() {
    return new TreeMap<>(answersByStatus);
  }
}
