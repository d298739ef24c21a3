package berth.discord;

import static berth.discord.Row.when;

import berth.dev.discord.exchange.SimulatedAnswer;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Discord's possible responses to the two calls, and Berth's answer to its caller for each. */
final class DiscordTable {

  private static final String NO_USER = "Discord did not answer with a user";
  private static final String NO_LIST = "Discord did not answer with a list of channels";
  private static final String BROKEN = "The connection to Discord failed";

  static final SimulatedAnswer USER = user(17);

  private DiscordTable() {}

  /** Each row that configures an account needs a user of its own, without another channel. */
  private static SimulatedAnswer user(int id) {
    return json(200, "{\"id\": \"%d\", \"username\": \"x\"}".formatted(id));
  }

  /** The rows that Berth answers soon. */
  static Stream<Row> quick() {
    return Stream.of(
            refusals(), limits(), faults(), transport(), otherStatuses(), users(), channels())
        .flatMap(rows -> rows);
  }

  /** The slow rows: no more than look-ups run at once, or the last would wait for the first. */
  static List<Row> slow() {
    SimulatedAnswer slow = USER.after(Duration.ofSeconds(6));
    return List.of(
        when("slow", USER.after(Duration.ofSeconds(2))).created(2),
        when("too slow once", slow).created(3),
        when("too slow", slow, slow, slow).timedOut(3),
        when("limited without a number", limit("user", "{\"retry_after\": \"soon\"}")).created(3));
  }

  private static Stream<Row> refusals() {
    return Stream.of(
        when("401", json(401, "{\"message\": \"401: Unauthorized\", \"code\": 0}")).invalid(1),
        when("401 of a proxy", html(401)).invalid(1),
        when("401 with nothing", json(401, "")).invalid(1),
        when("must verify", json(403, "{\"message\": \"Verify.\", \"code\": 40002}"))
            .unusable("40002 Verify.", 1),
        when("anti-abuse", json(403, "{\"message\": \"Blocked.\", \"code\": 10008}"))
            .unusable("10008 Blocked.", 1),
        when("blocked", json(403, "{\"message\": \"Cloudflare.\", \"code\": 40333}"))
            .unusable("40333 Cloudflare.", 1),
        when("no access", json(403, "{\"message\": \"Missing Access\", \"code\": 50001}"))
            .unusable("50001 Missing Access", 1),
        when("403 of a proxy", html(403)).unusable(null, 1),
        when("403 with nothing", json(403, "")).unusable(null, 1),
        when("403 without a code", json(403, "{\"message\": \"No.\"}")).unusable(null, 1),
        when("403 with a list", json(403, "[1, 2]")).unusable(null, 1),
        when("403 at length", json(403, "{\"message\": \"" + "x".repeat(999) + "\", \"code\": 1}"))
            .unusable("1 " + "x".repeat(200), 1));
  }

  private static Stream<Row> limits() {
    return Stream.of(
        when("limited once", limit("user", "{\"retry_after\": 0.25}")).created(3),
        when("limited twice", twice(limit("user", "{\"retry_after\": 0.25}"))).limited(1, 2),
        when("for too long", limit("user", "{\"retry_after\": 11.2}")).limited(12, 1),
        when("for long", limit("user", "{\"retry_after\": 600}")).limited(600, 1),
        when("for 1e300 seconds", limit("user", "{\"retry_after\": 1e300}")).limited(3600, 1),
        when("by the header", limit("user", "{}").with("Retry-After", "20")).limited(20, 1),
        when("text", limit("user", "{\"retry_after\": \"20.5\"}")).limited(21, 1),
        when("without scope", limit("", "{\"retry_after\": 30}")).limited(30, 1),
        when("shared once", limit("shared", "{\"retry_after\": 0.25}")).created(3),
        when("shared twice", twice(limit("shared", "{\"retry_after\": 1.1}"))).limited(2, 2),
        when("global once", limit("global", "{\"retry_after\": 0.25, \"global\": true}"))
            .created(3),
        when("global for long", limit("global", "{\"retry_after\": 30, \"global\": true}"))
            .limited(30, 1),
        when(
                "global by header",
                limit("", "{\"retry_after\": 30}").with("X-RateLimit-Global", "true"))
            .limited(30, 1),
        when("by the proxy", html(429)).withheld(60, 1),
        when("by the proxy, for long", html(429).with("Retry-After", "120")).withheld(120, 1),
        when("without Via", json(429, "{\"retry_after\": 0.25}")).withheld(60, 1),
        when("with Via, but no JSON", html(429).with("Via", "1.1 google")).withheld(60, 1),
        when("channels limited once", user(18), limit("user", "{\"retry_after\": 0.25}"))
            .created(3),
        when("channels limited for long", USER, limit("user", "{\"retry_after\": 40}"))
            .limited(40, 2));
  }

  private static Stream<Row> faults() {
    return IntStream.of(500, 502, 503, 504, 520, 521, 522, 523, 524)
        .boxed()
        .flatMap(
            status ->
                Stream.of(
                    when(status + " once", html(status)).created(3),
                    when(status + " always", html(status), html(status), html(status))
                        .unavailable("Discord answered with status " + status, 3)));
  }

  private static Stream<Row> transport() {
    SimulatedAnswer none = SimulatedAnswer.HANG_UP;
    return Stream.of(
        when("connection closed once", none).created(3),
        when("connection closed twice", none, none).created(4),
        when("connection closed", none, none, none).unavailable(BROKEN, 3),
        when("connection closed at the channels", USER, none, none, none).unavailable(BROKEN, 4),
        when("503, then connection closed", html(503), none).created(4));
  }

  private static Stream<Row> otherStatuses() {
    return IntStream.of(204, 206, 301, 302, 400, 404, 405, 418, 451, 501, 505, 525, 599)
        .mapToObj(
            status ->
                when("status " + status, json(status, ""))
                    .unavailable("Discord answered with status " + status, 1));
  }

  private static Stream<Row> users() {
    return Stream.concat(
        Stream.of(
                "",
                " ",
                "[]",
                "null",
                "17",
                "\"17\"",
                "{}",
                "{\"id\": null}",
                "{\"id\": {}}",
                "{\"id\": [\"17\"]}",
                "{\"id\": \"\"}",
                "{\"id\": \"0\"}",
                "{\"id\": \"-17\"}",
                "{\"id\": \"17 \"}",
                "{\"id\": 17.0}",
                "{\"id\": \"12345678901234567890\"}",
                "{\"id\": \"17\"",
                "<html></html>")
            .map(body -> when("user " + body, json(200, body)).unavailable(NO_USER, 1)),
        Stream.of(
            when("user with a number", json(200, "{\"id\": 354697489833920484}")).created(2),
            when("user with more", json(200, "{\"x\": [{}], \"id\": \"20\"}")).created(2),
            // the client must not decode it
            when(
                    "user as a form",
                    SimulatedAnswer.of(200, "multipart/form-data; boundary=x", "{\"id\": \"22\"}"))
                .created(2),
            when("user as HTML", SimulatedAnswer.of(200, "text/html", "{\"id\": \"21\"}"))
                .created(2)));
  }

  private static Stream<Row> channels() {
    return Stream.of(
            Stream.of(
                    "",
                    "{}",
                    "null",
                    "17",
                    "[",
                    "[{}",
                    "[{\"id\": \"1\"",
                    "<html></html>",
                    "[null]",
                    "[1, \"x\", [], {}]",
                    "[{\"id\": {}, \"type\": 1, \"recipients\": [{\"id\": \"936929561302675456\"}]}]")
                .map(list -> when("list " + list, USER, json(200, list)).unavailable(NO_LIST, 2)),
            Stream.of(
                    "[]",
                    "[{}]",
                    "[{\"id\": \"5\", \"type\": 1}]",
                    "[{\"id\": \"5\", \"type\": 1, \"recipients\": 3}]",
                    "[{\"id\": \"5\", \"type\": 1, \"recipients\": []}]",
                    "[{\"id\": \"5\", \"type\": 1, \"recipients\": [{\"id\": \"6\"}]}]",
                    "[{\"id\": \"5\", \"type\": 3, \"recipients\": [{\"id\": \"936929561302675456\"}]}]",
                    "[{\"id\": \"5\", \"type\": 1.9, \"recipients\": [{\"id\": \"936929561302675456\"}]}]",
                    "[{\"id\": \"5\", \"type\": 1, \"recipients\":"
                        + " [{\"id\": \"936929561302675456\"}, {\"id\": \"6\"}]}]")
                .map(list -> when("list " + list, USER, json(200, list)).noBot()),
            Stream.of(
                when("nested too deep", USER, json(200, "[".repeat(100_000)))
                    .unavailable(NO_LIST, 2),
                when("too large", USER, json(200, "[" + " ".repeat(9 << 20) + "]"))
                    .unavailable("Discord's answer is too large", 2),
                when("channels 401", USER, json(401, "{}")).invalid(2),
                when("channels 403", USER, json(403, "{\"message\": \"No.\", \"code\": 40002}"))
                    .unusable("40002 No.", 2),
                when("channels 404", USER, json(404, "{}"))
                    .unavailable("Discord answered with status 404", 2),
                when("channels 502 once", user(19), html(502)).created(3)))
        .flatMap(rows -> rows);
  }

  static SimulatedAnswer json(int status, String body) {
    return SimulatedAnswer.json(status, body);
  }

  private static SimulatedAnswer html(int status) {
    return SimulatedAnswer.of(status, "text/html", "<html><body>No</body></html>");
  }

  private static SimulatedAnswer limit(String scope, String body) {
    return json(429, body).with("Via", "1.1 google").with("X-RateLimit-Scope", scope);
  }

  private static SimulatedAnswer[] twice(SimulatedAnswer answer) {
    return Collections.nCopies(2, answer).toArray(SimulatedAnswer[]::new);
  }
}
