package berth.discord;

import berth.discord.http.DiscordResponse;
import berth.discord.http.DiscordRoute;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Counts the requests that were sent to Discord, and measures how long their responses took. */
final class DiscordMetrics {

  private static final Duration[] SECONDS =
      Stream.of(50, 100, 250, 500, 1_000, 2_500, 5_000)
          .map(Duration::ofMillis)
          .toArray(Duration[]::new);

  /** What became of a request. */
  enum Outcome {
    OK,
    UNAUTHORIZED,
    FORBIDDEN,
    RATE_LIMITED,
    /** Any other status below 500. */
    OTHER,
    SERVER_ERROR,
    TIMEOUT,
    UNREACHABLE;

    /** The outcome of a request that got a response. */
    static Outcome of(DiscordResponse response) {
      return switch (response.status()) {
        case 401 -> UNAUTHORIZED;
        case 403 -> FORBIDDEN;
        case 429 -> RATE_LIMITED;
        default -> {
          if (response.status() >= 500) {
            yield SERVER_ERROR;
          }
          yield response.status() / 100 == 2 ? OK : OTHER;
        }
      };
    }
  }

  private final Map<DiscordRoute, Map<Outcome, Sent>> sent = new EnumMap<>(DiscordRoute.class);

  /** The metrics of one call and outcome. */
  private record Sent(Counter requests, Timer seconds) {}

  DiscordMetrics(MeterRegistry meters) {
    for (DiscordRoute route : DiscordRoute.values()) {
      Map<Outcome, Sent> outcomes = new EnumMap<>(Outcome.class);
      for (Outcome outcome : Outcome.values()) {
        outcomes.put(outcome, of(meters, route, outcome));
      }
      sent.put(route, outcomes);
    }
  }

  private static Sent of(MeterRegistry meters, DiscordRoute route, Outcome outcome) {
    String call = route.name().toLowerCase(Locale.ROOT);
    String result = outcome.name().toLowerCase(Locale.ROOT);
    return new Sent(
        Counter.builder("berth.discord.requests")
            .description("Requests that were sent to Discord")
            .tags("call", call, "outcome", result)
            .register(meters),
        Timer.builder("berth.discord.request")
            .description("Time from sending a request to Discord to the end of its response")
            .tags("call", call, "outcome", result)
            .serviceLevelObjectives(SECONDS)
            .register(meters));
  }

  /** Counts a request that took the time. */
  void count(DiscordRoute route, Outcome outcome, Duration time) {
    Sent kind = Objects.requireNonNull(Objects.requireNonNull(sent.get(route)).get(outcome));
    kind.requests().increment();
    kind.seconds().record(time);
  }
}
