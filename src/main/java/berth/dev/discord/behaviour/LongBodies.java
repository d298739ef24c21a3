package berth.dev.discord.behaviour;

import static berth.dev.discord.exchange.DiscordJson.group;
import static berth.dev.discord.exchange.DiscordJson.list;
import static berth.dev.discord.exchange.DiscordJson.text;
import static berth.dev.discord.exchange.DiscordJson.user;
import static berth.dev.discord.exchange.DiscordJson.withBot;

import berth.dev.discord.exchange.DiscordJson;
import berth.dev.discord.exchange.Route;
import berth.dev.discord.exchange.SimulatedAnswer;
import berth.dev.discord.exchange.SimulatedBody;
import berth.dev.discord.exchange.Visit;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Responses that are longer, or nested deeper, than clients expect. */
final class LongBodies {

  static final Map<String, Behaviour> ALL =
      Map.of("huge", LongBodies::huge, "immense", LongBodies::immense, "deep", LongBodies::deep);

  /** Channels of about 120 bytes each. */
  private static final int HUGE_CHANNELS = 40_000;

  private static final int BLOCKS = 800;
  private static final int CHANNELS_IN_BLOCK = 1000;

  private static final int DEPTH = 100_000;

  private LongBodies() {}

  /** Megabytes of channels, the one with the bot last. */
  private static SimulatedAnswer huge(Visit visit) {
    String channels = list(others(HUGE_CHANNELS), withBot(visit));
    return visit.answer(200, DiscordJson.byRoute(visit, user(text(visit.user().id())), channels));
  }

  /** 100 MB of channels, the one with the bot last. The body is never in memory as a whole. */
  private static SimulatedAnswer immense(Visit visit) {
    return visit.route() == Route.CHANNELS
        ? SimulatedAnswer.of(200, SimulatedBody.streamed(to -> writeChannels(visit, to)))
            .with("Content-Type", "application/json")
            .with("Via", "1.1 google")
            .with(visit.bucket().headers())
        : Behaviour.WELL.answer(visit);
  }

  private static void writeChannels(Visit visit, OutputStream to) throws IOException {
    byte[] block = (others(CHANNELS_IN_BLOCK) + ",").getBytes(StandardCharsets.UTF_8);
    to.write('[');
    for (int i = 0; i < BLOCKS; i++) {
      to.write(block);
    }
    to.write((withBot(visit) + "]").getBytes(StandardCharsets.UTF_8));
  }

  private static SimulatedAnswer deep(Visit visit) {
    String nested = "[".repeat(DEPTH) + "]".repeat(DEPTH);
    String user =
        "{\"id\": %s, \"username\": \"someone\", \"deep\": %s}"
            .formatted(text(visit.user().id()), nested);
    return visit.answer(200, DiscordJson.byRoute(visit, user, list(nested, group())));
  }

  private static String others(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                DiscordJson.direct(
                    text("" + (1000 + i)), text("5") + ", \"note\": \"" + "x".repeat(60) + "\""))
        .collect(Collectors.joining(","));
  }
}
