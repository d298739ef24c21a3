package berth.discord;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Random bodies and headers, similar to Discord's or not. A seed always gives the same ones. */
final class RandomJson {

  private static final int MAX_NESTING = 6;

  private static final List<String> NAMES =
      List.of("id", "type", "recipients", "message", "code", "retry_after", "global", "x");

  private static final List<String> SCALARS =
      List.of(
          "null",
          "true",
          "0",
          "1",
          "-1",
          "1.5",
          "1e400",
          "40002",
          "936929561302675456",
          "\"936929561302675456\"",
          "\"1\"",
          "\"\"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"abc.secret.xyz\"",
          "99999999999999999999999",
          "\"17\"",
          "\"NaN\"",
          "NaN");

  private static final List<String> HEADERS =
      List.of("", "0", "1", "-1", "NaN", "Infinity", "1e308", "0.25", "soon", "shared", "global");

  private final Random random;

  RandomJson(Random random) {
    this.random = random;
  }

  /** Mostly JSON; sometimes truncated JSON, JSON with changed bytes, or random bytes. */
  byte[] next() {
    byte[] json = (random.nextInt(4) == 0 ? channels() : value(0)).getBytes(StandardCharsets.UTF_8);
    return switch (random.nextInt(8)) {
      case 0 -> Arrays.copyOf(json, random.nextInt(json.length + 1));
      case 1 -> changed(json);
      case 2 -> changed(new byte[1 + random.nextInt(64)]);
      default -> json;
    };
  }

  /** Replaces some bytes by random ones. */
  private byte[] changed(byte[] bytes) {
    for (int i = 0; i < 1 + bytes.length / 8; i++) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  @Nullable String header() {
    return random.nextBoolean() ? null : any(HEADERS);
  }

  /** A list of channels like Discord's, possibly with errors. */
  private String channels() {
    return IntStream.range(0, random.nextInt(5))
        .mapToObj(
            i ->
                random.nextInt(4) == 0
                    ? value(1)
                    : "{\"id\": %s, \"type\": %s, \"recipients\": [{\"id\": %s}]}"
                        .formatted(
                            any(SCALARS),
                            random.nextBoolean() ? "1" : any(SCALARS),
                            random.nextBoolean() ? "\"936929561302675456\"" : any(SCALARS)))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private String value(int depth) {
    int kind = depth >= MAX_NESTING ? 0 : random.nextInt(3);
    return switch (kind) {
      case 1 -> many("[", "]", () -> value(depth + 1));
      case 2 -> many("{", "}", () -> "\"" + any(NAMES) + "\":" + value(depth + 1));
      default -> any(SCALARS);
    };
  }

  private String many(String open, String close, java.util.function.Supplier<String> one) {
    return IntStream.range(0, random.nextInt(4))
        .mapToObj(i -> one.get())
        .collect(Collectors.joining(",", open, close));
  }

  private String any(List<String> some) {
    return some.get(random.nextInt(some.size()));
  }
}
