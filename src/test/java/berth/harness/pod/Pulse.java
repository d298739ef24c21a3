package berth.harness.pod;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Notices when the machine stands still or is busy with other work. An event loop that is late at
 * such a time is not to blame.
 */
public final class Pulse implements AutoCloseable {

  private static final Duration BEAT = Duration.ofMillis(10);
  private static final Duration LATE = Duration.ofMillis(60);

  /** The message by which Vert.x reports that an event loop is blocked. */
  private static final Pattern BLOCKED =
      Pattern.compile("^(\\S+ \\S+) WARN .*Thread\\[(\\S+?),.*has been blocked for (\\d+) ms");

  /**
   * Event loops whose times differ by less than this were blocked together, by a cause outside
   * them.
   */
  private static final Duration TOGETHER = Duration.ofMillis(20);

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss,SSS");

  /** A time during which this thread was delayed, too. */
  private record Stall(Instant begin, Instant end) {}

  /** A time during which an event loop was blocked. */
  private record Report(String line, String loop, Instant begin, Instant end) {

    static Optional<Report> in(String line) {
      Matcher blocked = BLOCKED.matcher(line);
      if (!blocked.find()) {
        return Optional.empty();
      }
      Instant end =
          LocalDateTime.parse(blocked.group(1), TIME).atZone(ZoneId.systemDefault()).toInstant();
      Duration time = Duration.ofMillis(Long.parseLong(blocked.group(3)));
      return Optional.of(new Report(line, blocked.group(2), end.minus(time), end));
    }

    /**
     * Whether both event loops were blocked because the whole process was, as by its garbage
     * collector.
     */
    boolean isTogetherWith(Report other) {
      return !loop.equals(other.loop)
          && Duration.between(begin, other.begin).abs().compareTo(TOGETHER) < 0
          && Duration.between(end, other.end).abs().compareTo(TOGETHER) < 0;
    }
  }

  private final Instant started = Instant.now();
  private final Collection<Stall> stalls = new ConcurrentLinkedQueue<>();
  private final Thread thread = new Thread(this::beat, "pulse");

  private Pulse() {
    thread.setDaemon(true);
    thread.start();
  }

  public static Pulse start() {
    return new Pulse();
  }

  /**
   * The lines of the pods' logs that report an event loop that was blocked after this was started,
   * unless another was blocked together with it, or the machine stood still.
   */
  public List<String> blocked(List<String> log) {
    List<Report> reports = log.stream().flatMap(line -> Report.in(line).stream()).toList();
    return reports.stream()
        .filter(report -> report.begin().isAfter(started))
        .filter(report -> reports.stream().noneMatch(report::isTogetherWith))
        .filter(report -> stalls.stream().noneMatch(stall -> isIn(stall, report)))
        .map(Report::line)
        .toList();
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private static boolean isIn(Stall stall, Report report) {
    return stall.begin().isBefore(report.end()) && stall.end().isAfter(report.begin());
  }

  private void beat() {
    try {
      while (true) {
        Instant begin = Instant.now();
        Thread.sleep(BEAT.toMillis());
        Instant end = Instant.now();
        if (Duration.between(begin, end).compareTo(LATE) > 0) {
          stalls.add(new Stall(begin, end));
        }
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }
}
