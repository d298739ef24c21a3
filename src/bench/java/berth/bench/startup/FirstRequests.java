package berth.bench.startup;

import berth.harness.Answer;
import berth.harness.Api;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The first requests to a pod, sent as soon as its readiness probe succeeds.
 *
 * @param ready seconds from the start of the process until the pod is ready
 * @param account seconds that the first POST of an account takes
 * @param take seconds that taking the first slot takes
 * @param errors the number of responses other than 201
 */
record FirstRequests(double ready, double account, double take, int errors) {

  private static final long BETWEEN_PROBES_MILLIS = 200;

  /** Starts the service, sends the first requests, and stops the service. */
  static FirstRequests measure(List<String> command, Map<String, String> settings, String user)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    try (StartedProcess process = StartedProcess.start(command, settings)) {
      Api caller = process.caller();
      while (!process.isReady()) {
        TimeUnit.MILLISECONDS.sleep(BETWEEN_PROBES_MILLIS);
      }
      double ready = seconds(start);
      long sent = System.nanoTime();
      Answer account = caller.configure(user, 3);
      double accountSeconds = seconds(sent);
      sent = System.nanoTime();
      Answer slot = caller.take();
      double takeSeconds = seconds(sent);
      int errors = (account.status() == 201 ? 0 : 1) + (slot.status() == 201 ? 0 : 1);
      return new FirstRequests(ready, accountSeconds, takeSeconds, errors);
    }
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}
