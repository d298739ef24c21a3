package berth.hostile;

import berth.harness.ApiDescription;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.StreamSupport;

/**
 * Requests to the routes of the API's description, with hostile paths, queries, headers and bodies.
 * The same seed gives the same requests.
 */
final class HostileRequests {

  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "FOO", "get");

  private static final List<String> HEADERS =
      List.of(
          "Prefer: wait=0",
          "Prefer: wait=1x",
          "Prefer: wait=-1, wait=2; x=\"",
          "Idempotency-Key: ",
          "Idempotency-Key: \u00e4",
          "Idempotency-Key: " + "k".repeat(129),
          "X-Request-Id: <script>",
          "X-Request-Id: " + "r".repeat(2_000),
          "Accept: text/html",
          "Accept: */*;q=0",
          "Accept: ,,,;;;",
          "Accept-Language: " + "en,".repeat(500),
          "Content-Encoding: gzip",
          "Expect: 100-continue",
          "Expect: nothing",
          "Upgrade: h2c",
          "Upgrade: websocket",
          "Range: bytes=0-1",
          "Cookie: " + "a=b; ".repeat(300),
          "X-Forwarded-For: 1.2.3.4, ::1, x",
          "X-Forwarded-Host: evil.example",
          "X-HTTP-Method-Override: DELETE",
          "Origin: null",
          "Traceparent: 00-0-0-0",
          "Bad Header: x",
          "No-Colon",
          ": empty",
          "X-Nul: a\u0000b");

  private static final List<String> CONTENT_TYPES =
      List.of(
          "application/json",
          "application/json; charset=utf-8",
          "application/json; charset=utf-16",
          "application/json; charset=none",
          "text/plain",
          "multipart/form-data; boundary=x",
          "application/x-www-form-urlencoded",
          "*/*",
          "/",
          "application/",
          ";",
          "");

  private final SplittableRandom random;
  private final HostileText texts;
  private final List<Route> routes = new ArrayList<>();
  private final List<String> tokens;

  private record Route(String method, String path, List<String> bodyParameters) {}

  /**
   * The requests of a seed.
   *
   * @param tokens the bearer tokens that they use
   */
  HostileRequests(long seed, List<String> tokens) {
    this.random = new SplittableRandom(seed);
    this.texts = new HostileText(random);
    this.tokens = tokens;
    try {
      JsonNode paths = new YAMLMapper().readTree(ApiDescription.FILE.toFile()).path("paths");
      for (Map.Entry<String, JsonNode> path : paths.properties()) {
        path.getValue().properties().forEach(route -> add(path.getKey(), route));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void add(String path, Map.Entry<String, JsonNode> route) {
    JsonNode schema =
        route.getValue().at("/requestBody/content/application~1json/schema/properties");
    List<String> parameters = new ArrayList<>(List.of("none"));
    StreamSupport.stream(((Iterable<String>) schema::fieldNames).spliterator(), false)
        .forEach(parameters::add);
    routes.add(new Route(route.getKey().toUpperCase(Locale.ROOT), path, parameters));
  }

  /** The next request, complete, as bytes. Its connection is to be closed after the answer. */
  byte[] next() {
    Route route = texts.any(routes);
    StringBuilder head = new StringBuilder();
    head.append(texts.chance(85) ? route.method() : texts.any(METHODS))
        .append(' ')
        .append(target(route))
        .append(texts.chance(97) ? " HTTP/1.1" : texts.any(List.of(" HTTP/1.0", " HTTP/9.9", "")))
        .append("\r\n");
    if (texts.chance(98)) {
      head.append("Host: pod\r\n");
    }
    if (texts.chance(95)) {
      head.append("Authorization: Bearer ").append(texts.any(tokens)).append("\r\n");
    } else {
      head.append("Authorization: ").append(oneLine(texts.text())).append("\r\n");
    }
    int headers = texts.chance(3) ? random.nextInt(300) : random.nextInt(3);
    for (int i = 0; i < headers; i++) {
      head.append(texts.any(HEADERS)).append("\r\n");
    }
    byte[] body =
        texts.chance(40) && route.bodyParameters().size() == 1
            ? new byte[0]
            : texts.json(route.bodyParameters()).getBytes(StandardCharsets.UTF_8);
    if (body.length > 0) {
      head.append("Content-Type: ")
          .append(texts.chance(85) ? CONTENT_TYPES.get(0) : texts.any(CONTENT_TYPES))
          .append("\r\n");
    }
    head.append("Connection: close\r\n");
    return texts.chance(20) ? chunked(head, body) : withLength(head, body);
  }

  private String target(Route route) {
    StringBuilder target = new StringBuilder();
    for (String segment : route.path().substring(1).split("/", -1)) {
      boolean replaced = segment.startsWith("{") ? texts.chance(90) : texts.chance(3);
      target.append('/').append(replaced ? texts.segment() : segment);
    }
    if (texts.chance(30)) {
      target
          .append('?')
          .append(
              texts.any(
                  List.of("limit", "after", "outcome", "retryAfter", "message", "force", "x")))
          .append('=')
          .append(texts.segment());
    }
    return oneLine(target.toString());
  }

  /** What ends a line or a field of the head would make it another request. */
  private static String oneLine(String text) {
    return text.replaceAll("[\\r\\n]", "").replace(' ', '+');
  }

  private static byte[] withLength(StringBuilder head, byte[] body) {
    head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
    return join(head.toString().getBytes(StandardCharsets.UTF_8), body);
  }

  private static byte[] chunked(StringBuilder head, byte[] body) {
    head.append("Transfer-Encoding: chunked\r\n\r\n");
    if (body.length > 0) {
      head.append(Integer.toHexString(body.length)).append("\r\n");
    }
    return join(
        head.toString().getBytes(StandardCharsets.UTF_8),
        body,
        ((body.length > 0 ? "\r\n" : "") + "0\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
