package berth.dev.discord.behaviour;

import static berth.dev.discord.exchange.DiscordJson.BOT;
import static berth.dev.discord.exchange.DiscordJson.channel;
import static berth.dev.discord.exchange.DiscordJson.direct;
import static berth.dev.discord.exchange.DiscordJson.group;
import static berth.dev.discord.exchange.DiscordJson.list;
import static berth.dev.discord.exchange.DiscordJson.text;
import static berth.dev.discord.exchange.DiscordJson.user;
import static berth.dev.discord.exchange.DiscordJson.withBot;

import berth.dev.discord.exchange.DiscordJson;
import berth.dev.discord.exchange.SimulatedAnswer;
import berth.dev.discord.exchange.Visit;
import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Responses that do not match Discord's documentation, or just barely do. */
final class OddBodies {

  static final Map<String, Behaviour> ALL = new TreeMap<>();

  private static final BigInteger MORE_THAN_A_LONG = BigInteger.ONE.shiftLeft(63);

  static {
    // not Discord's JSON at all
    ALL.put(
        "html", visit -> SimulatedAnswer.of(200, "text/html", "<html><body>Hello</body></html>"));
    ALL.put("empty", visit -> SimulatedAnswer.of(200, "application/json", ""));
    ALL.put("truncated", visit -> visit.answer(200, "{\"id\": \"" + visit.user().id()));
    ALL.put("moved", visit -> SimulatedAnswer.of(302, "text/plain", ""));

    // the user
    ALL.put("wrong-id", withUser(id -> user("{\"value\": " + text(id) + "}")));
    ALL.put(
        "numeric",
        visit -> json(visit, user(visit.user().id()), list(direct(visit.user().channel(), BOT))));
    ALL.put(
        "big-id",
        visit ->
            json(
                visit,
                user(big(visit.user().id())),
                list(direct(big(visit.user().channel()), text(BOT)))));
    ALL.put(
        "unknown-fields",
        visit ->
            json(
                visit,
                withUnknownFields(user(text(visit.user().id()))),
                list(withUnknownFields(group()), withUnknownFields(withBot(visit)))));

    // the channels
    ALL.put("no-bot", withChannels(id -> list(group(), direct(text("1"), text("2")))));
    ALL.put("wrong-channels", withChannels(id -> "{\"channels\": []}"));
    ALL.put("wrong-recipients", withChannels(id -> list(channel(id, ", \"recipients\": 1"))));
    ALL.put("no-recipients", withChannels(id -> list(channel(id, ""))));
    ALL.put(
        "several-recipients",
        withChannels(
            id ->
                list(
                    channel(
                        id,
                        ", \"recipients\": [{\"id\": \"%s\"}, {\"id\": \"4\"}]".formatted(BOT)))));
  }

  private OddBodies() {}

  private static Behaviour withUser(Function<String, String> ofId) {
    return visit -> json(visit, ofId.apply(visit.user().id()), list(group(), withBot(visit)));
  }

  private static Behaviour withChannels(Function<String, String> ofId) {
    return visit ->
        json(visit, user(text(visit.user().id())), ofId.apply(text(visit.user().channel())));
  }

  private static SimulatedAnswer json(Visit visit, String user, String channels) {
    return visit.answer(200, DiscordJson.byRoute(visit, user, channels));
  }

  private static String withUnknownFields(String object) {
    return "{\"new\": {\"id\": [null, 1.5]}, \"newer\": \"\\u0000\", " + object.substring(1);
  }

  private static String big(String id) {
    return text(new BigInteger(id).add(MORE_THAN_A_LONG).toString());
  }
}
