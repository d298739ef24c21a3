package berth.dev.discord.exchange;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts the requests of each token to each route, in windows of one second. */
public final class Buckets {

  private static final Duration WINDOW = Duration.ofSeconds(1);

  private final InstantSource clock;
  private final Map<Key, Window> windows = new ConcurrentHashMap<>();

  public Buckets(InstantSource clock) {
    this.clock = clock;
  }

  /** Counts one more request. */
  public Bucket take(String token, Route route, int limit) {
    // in whole milliseconds, so that a client that waits as long as the headers say waits enough
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Window window =
        windows.merge(
            new Key(token, route),
            new Window(now.plus(WINDOW), 1),
            (old, fresh) -> now.isBefore(old.end()) ? old.withOneMore() : fresh);
    return new Bucket(name(route), limit, window.used(), now, Duration.between(now, window.end()));
  }

  /** A meaningless name that looks like one of Discord's. */
  private static String name(Route route) {
    return HexFormat.of().toHexDigits(Long.parseLong(SimulatedUser.snowflake("bucket " + route)));
  }

  private record Key(String token, Route route) {}

  private record Window(Instant end, int used) {
    Window withOneMore() {
      return new Window(end, used + 1);
    }
  }
}
