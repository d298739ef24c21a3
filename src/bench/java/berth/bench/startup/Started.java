package berth.bench.startup;

import berth.bench.report.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The result of one start.
 *
 * @param seconds from the start of the process until a caller received the first response that
 *     needed the database
 * @param idleMebibytes resident memory after the process has been idle for 15 seconds; 0 where the
 *     system has no {@code /proc}
 */
record Started(double seconds, double idleMebibytes) {

  private static final long IDLE_SECONDS = 15;

  /** Starts the service, waits for its first response, leaves it idle, and stops it. */
  static Started measure(List<String> command, Map<String, String> settings)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    try (StartedProcess process = StartedProcess.start(command, settings)) {
      while (!process.answers("/v2/account")) {
        TimeUnit.MILLISECONDS.sleep(2);
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      TimeUnit.SECONDS.sleep(IDLE_SECONDS);
      return new Started(seconds, residentMebibytes(process.pid()));
    }
  }

  private static double residentMebibytes(long process) throws IOException {
    Path status = Path.of("/proc", Long.toString(process), "status");
    if (!Files.exists(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("VmRSS:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .findFirst()
            .orElse(0)
        / 1024.0;
  }

  @Override
  public String toString() {
    return Figures.text(seconds) + " s, " + Figures.text(idleMebibytes) + " MiB";
  }
}
