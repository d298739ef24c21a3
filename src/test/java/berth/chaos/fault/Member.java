package berth.chaos.fault;

import berth.harness.network.Gate;
import berth.harness.pod.Pod;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A pod, and the gate between it and the database.
 *
 * @param process the time since which no fault affects the process of the pod
 * @param connections the time since which no fault affects its connections to the database
 * @param started when the pod was started, by {@link System#nanoTime}
 */
public record Member(
    Pod pod, Gate gate, SettlingTime process, SettlingTime connections, long started) {

  private static final int LOG_LINES = 60;

  static Member start(Map<String, String> settings) {
    URI url = URI.create(settings.get("BERTH_DATABASE_URL"));
    Gate gate = Gate.to(url.getHost(), url.getPort());
    Map<String, String> gated = new HashMap<>(settings);
    gated.put("BERTH_DATABASE_URL", "postgresql://127.0.0.1:" + gate.port() + url.getPath());
    return new Member(
        Pod.start(gated), gate, new SettlingTime(), new SettlingTime(), System.nanoTime());
  }

  /** The last lines that the pod printed. */
  public String logTail() {
    List<String> log = pod.log();
    return String.join("\n", log.subList(Math.max(0, log.size() - LOG_LINES), log.size()));
  }

  boolean listens() {
    return pod.isAlive() && pod.hasListened();
  }

  /** Whether the pod listens and no fault affects it. */
  boolean isUndisturbed() {
    return listens() && process.isUndisturbed() && connections.isUndisturbed();
  }

  /** Whether no fault has affected the pod since that time. */
  public boolean isUndisturbedSince(long time) {
    return process.isUndisturbedSince(time) && connections.isUndisturbedSince(time);
  }
}
