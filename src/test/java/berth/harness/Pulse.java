package berth.harness;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Notices when the machine stands still, or has other things to do: what is late then is not to
 * blame.
 */
public final class Pulse implements AutoCloseable {

  private static final Duration BEAT = Duration.ofMillis(10);
  private static final Duration LATE = Duration.ofMillis(60);

  /** How Vert.x tells that an event loop is held up. */
  private static final Pattern BLOCKED =
      Pattern.compile("^(\\S+ \\S+) WARN .*has been blocked for (\\d+) ms");

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss,SSS");

  /** A time when this thread, too, had to wait. */
  private record Stall(Instant begin, Instant end) {}

  private final Collection<Stall> stalls = new ConcurrentLinkedQueue<>();
  private final Thread thread = new Thread(this::beat, "pulse");

  private Pulse() {
    thread.setDaemon(true);
    thread.start();
  }

  public static Pulse start() {
    return new Pulse();
  }

  /** The lines of a pod's log that tell of a held up event loop, unless the machine stood still. */
  public List<String> blocked(List<String> log) {
    return log.stream().filter(this::isBlocked).toList();
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private boolean isBlocked(String line) {
    Matcher blocked = BLOCKED.matcher(line);
    if (!blocked.find()) {
      return false;
    }
    Instant end =
        LocalDateTime.parse(blocked.group(1), TIME).atZone(ZoneId.systemDefault()).toInstant();
    Instant begin = end.minusMillis(Long.parseLong(blocked.group(2)));
    return stalls.stream()
        .noneMatch(stall -> stall.begin().isBefore(end) && stall.end().isAfter(begin));
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
