package berth.dev.discord.behaviour;

import berth.dev.discord.exchange.DiscordJson;
import berth.dev.discord.exchange.SimulatedAnswer;
import berth.dev.discord.exchange.SimulatedBody;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

/** Faults of the connection, whatever the response is. */
final class BadConnections {

  static final Map<String, Behaviour> ALL =
      Map.of(
          // longer than any client waits
          "slow",
          visit -> SimulatedAnswer.json(200, "{}").after(Duration.ofSeconds(15)),
          // the latency of a distant or a busy Discord
          "takes-300ms",
          later(Duration.ofMillis(300)),
          "takes-1s",
          later(Duration.ofSeconds(1)),
          "reset",
          visit -> SimulatedAnswer.HANG_UP,
          "stall",
          ordinary(SimulatedBody::stalled),
          "trickle",
          ordinary(SimulatedBody::trickled),
          "cut-off",
          ordinary(SimulatedBody::cutOff),
          "wrong-length",
          ordinary(SimulatedBody::tooShort));

  private BadConnections() {}

  private static Behaviour later(Duration pause) {
    return visit -> Behaviour.WELL.answer(visit).after(pause);
  }

  /** The response of {@link Behaviour#WELL}, with its body sent in another way. */
  private static Behaviour ordinary(Function<String, SimulatedBody> delivery) {
    return visit ->
        SimulatedAnswer.of(200, delivery.apply(DiscordJson.ordinary(visit)))
            .with("Content-Type", "application/json")
            .with("Via", "1.1 google")
            .with(visit.bucket().headers());
  }
}
