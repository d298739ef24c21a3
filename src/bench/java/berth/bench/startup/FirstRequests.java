package berth.bench.startup;

import berth.harness.Answer;
import berth.harness.Api;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The first requests of a pod, as soon as it says that it is ready.
 *
 * @param ready seconds from the start of the process until then
 * @param account seconds that the first POST of an account took
 * @param take seconds that the first take of a slot took
 * @param errors answers other than 201
 */
record FirstRequests(double ready, double account, double take, int errors) {

  private static final long BETWEEN_PROBES_MILLIS = 200;

  /** Starts the service, makes them, and ends it. */
  static FirstRequests measure(List<String> command, Map<String, String> settings, String user)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    try (StartedProcess process = StartedProcess.start(command, settings)) {
      Api caller = process.caller();
      while (!process.answers("/q/health/ready")) {
        TimeUnit.MILLISECONDS.sleep(BETWEEN_PROBES_MILLIS);
      }
      double ready = seconds(start);
      long asked = System.nanoTime();
      Answer account = caller.configure(user, 3);
      double accountSeconds = seconds(asked);
      asked = System.nanoTime();
      Answer slot = caller.take();
      double takeSeconds = seconds(asked);
      int errors = (account.status() == 201 ? 0 : 1) + (slot.status() == 201 ? 0 : 1);
      return new FirstRequests(ready, accountSeconds, takeSeconds, errors);
    }
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}
