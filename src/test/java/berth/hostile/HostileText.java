package berth.hostile;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Texts, numbers and JSON that programs tend to stumble over. */
final class HostileText {

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "null",
          "\u0000",
          "\u0007\u001b[31m",
          "\ud800",
          "\udfff\ud800",
          "\u202e\u2066",
          "\ufeff",
          "😀".repeat(200),
          "' OR 1=1 --",
          "{{7*7}}${7*7}#{7*7}",
          "${jndi:ldap://127.0.0.1/x}",
          "../../../../etc/passwd",
          "<script>alert(1)</script>",
          "a\r\nX-Injected: yes",
          "654815770246488997",
          "-1",
          "9".repeat(400),
          "x".repeat(5_000));

  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-0",
          "-1",
          "1.0",
          "1e3",
          "1e99",
          "1e999999999",
          "2147483648",
          "9223372036854775808",
          "0.1e-400",
          "9".repeat(900),
          "NaN",
          "0x10",
          "01");

  private final SplittableRandom random;

  HostileText(SplittableRandom random) {
    this.random = random;
  }

  <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  /** One of the texts that are known to hurt, or random characters. */
  String text() {
    return chance(60)
        ? any(TEXTS)
        : IntStream.range(0, random.nextInt(40))
            .mapToObj(i -> Character.toString(random.nextInt(1, 0x800)))
            .collect(Collectors.joining());
  }

  /** A path segment: sometimes encoded, sometimes not, sometimes encoded wrongly. */
  String segment() {
    return switch (random.nextInt(6)) {
      case 0 ->
          any(List.of("%", "%0", "%zz", "%00", "%2e%2e", "%ff%fe", "%c0%af", "..", ".", "//"));
      case 1 -> Long.toString(random.nextLong());
      case 2 -> any(List.of("1;x=y", "1?limit=2", "1#f", "a b", "a\tb", "\\", "[", "|", "~"));
      case 3 -> "a".repeat(random.nextInt(1, 6_000));
      case 4 -> percentEncoded(text());
      default -> Integer.toString(random.nextInt(1_000_000));
    };
  }

  private static String percentEncoded(String text) {
    return text.chars()
        .mapToObj(c -> "%%%02x".formatted(c & 0xff))
        .limit(300)
        .collect(Collectors.joining());
  }

  /** A JSON object with some of the names, or something that only looks like one. */
  String json(List<String> names) {
    return switch (random.nextInt(12)) {
      case 0 -> "[".repeat(random.nextInt(1, 30_000));
      case 1 -> "{\"a\":".repeat(random.nextInt(1, 10_000)) + "1";
      case 2 -> text();
      case 3 -> "{\"" + any(names) + "\": 1, \"" + any(names) + "\": 2}";
      case 4 -> value(0);
      case 5 -> "{" + "\"k\": 1,".repeat(random.nextInt(1, 8_000)) + "\"z\": 1}";
      case 6 -> "\ufeff{}";
      default ->
          IntStream.range(0, random.nextInt(6))
              .mapToObj(i -> quoted(chance(90) ? any(names) : text()) + ": " + value(0))
              .collect(Collectors.joining(", ", "{", chance(95) ? "}" : ""));
    };
  }

  private String value(int depth) {
    return switch (random.nextInt(depth > 3 ? 4 : 6)) {
      case 0 -> any(NUMBERS);
      case 1 -> any(List.of("true", "false", "null", "undefined", "'x'", ""));
      case 2, 3 -> quoted(text());
      case 4 ->
          IntStream.range(0, random.nextInt(4))
              .mapToObj(i -> value(depth + 1))
              .collect(Collectors.joining(", ", "[", "]"));
      default -> "{" + quoted(text()) + ": " + value(depth + 1) + "}";
    };
  }

  /** Mostly escaped as JSON wants it. */
  private String quoted(String text) {
    if (chance(5)) {
      return "\"" + text + "\"";
    }
    return text.chars()
        .mapToObj(
            c ->
                c < ' ' || c == '"' || c == '\\' || Character.isSurrogate((char) c)
                    ? "\\u%04x".formatted(c)
                    : Character.toString(c))
        .collect(Collectors.joining("", "\"", "\""));
  }
}
