package berth.dev.discord.behaviour;

import berth.dev.discord.exchange.DiscordJson;
import berth.dev.discord.exchange.SimulatedAnswer;
import berth.dev.discord.exchange.SimulatedBody;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

/** What can go wrong on the way, whatever is answered. */
final class BadConnections {

  static final Map<String, Behaviour> ALL =
      Map.of(
          // longer than any client waits
          "slow",
          visit -> SimulatedAnswer.json(200, "{}").after(Duration.ofSeconds(15)),
          // as far away as Discord may be, or as busy
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

  /** What would be answered if all were well, sent in another way. */
  private static Behaviour ordinary(Function<String, SimulatedBody> delivery) {
    return visit ->
        SimulatedAnswer.of(200, delivery.apply(DiscordJson.ordinary(visit)))
            .with("Content-Type", "application/json")
            .with("Via", "1.1 google")
            .with(visit.bucket().headers());
  }
}
