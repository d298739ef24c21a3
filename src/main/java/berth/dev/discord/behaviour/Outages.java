package berth.dev.discord.behaviour;

import berth.dev.discord.exchange.DiscordJson;
import berth.dev.discord.exchange.SimulatedAnswer;
import java.util.Map;
import java.util.TreeMap;

/** Discord, or a proxy in front of it, is out of order. */
final class Outages {

  static final Map<String, Behaviour> ALL = new TreeMap<>();

  private static final SimulatedAnswer DOWN =
      SimulatedAnswer.of(503, "text/plain", "upstream connect error");

  static {
    ALL.put("down", visit -> DOWN);
    ALL.put("flaky", visit -> visit.isFirst() ? DOWN : Behaviour.WELL.answer(visit));
    ALL.put(
        "error-500",
        visit -> visit.answer(500, DiscordJson.error(0, "500: Internal Server Error")));
    ALL.put("error-502", page(502, "Bad gateway"));
    ALL.put("error-503", page(503, "Service temporarily unavailable"));
    ALL.put("error-504", page(504, "Gateway time-out"));
    ALL.put("error-520", page(520, "Web server is returning an unknown error"));
    ALL.put("error-521", page(521, "Web server is down"));
    ALL.put("error-522", page(522, "Connection timed out"));
    ALL.put("error-523", page(523, "Origin is unreachable"));
    ALL.put("error-524", page(524, "A timeout occurred"));
  }

  private Outages() {}

  /** The error page of a proxy. */
  private static Behaviour page(int status, String title) {
    String html =
        "<html><head><title>%1$d: %2$s</title></head><body>%2$s</body></html>"
            .formatted(status, title);
    SimulatedAnswer answer =
        SimulatedAnswer.of(status, "text/html", html).with("Server", "cloudflare");
    return visit -> answer;
  }
}
