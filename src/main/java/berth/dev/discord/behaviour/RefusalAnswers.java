package berth.dev.discord.behaviour;

import berth.dev.discord.exchange.DiscordJson;
import berth.dev.discord.exchange.SimulatedAnswer;
import berth.dev.discord.exchange.Visit;
import java.util.Map;

/** Discord, or Cloudflare in front of it, refuses the user. */
final class RefusalAnswers {

  static final Map<String, Behaviour> ALL =
      Map.of(
          "invalid",
          visit -> unauthorized(),
          "locked",
          forbidden(40002, "You need to verify your account in order to perform this action."),
          "blocked",
          forbidden(10008, "Unknown Message"),
          "no-access",
          forbidden(50001, "Missing Access"),
          "cloudflare-blocked",
          visit ->
              SimulatedAnswer.json(403, DiscordJson.error(40333, "internal network error"))
                  .with("Server", "cloudflare"),
          "forbidden",
          visit -> SimulatedAnswer.of(403, "text/html", "<html><body>403 Forbidden</body></html>"));

  private RefusalAnswers() {}

  static SimulatedAnswer unauthorized() {
    return Visit.fromDiscord(401, DiscordJson.error(0, "401: Unauthorized"));
  }

  private static Behaviour forbidden(int code, String message) {
    return visit -> visit.answer(403, DiscordJson.error(code, message));
  }
}
