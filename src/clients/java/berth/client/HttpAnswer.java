package berth.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * An answer of any status.
 *
 * @param body missing when it is empty or no JSON
 * @param retryAfter seconds
 */
record HttpAnswer(
    int status, JsonNode body, @Nullable String requestId, @Nullable Integer retryAfter) {

  static HttpAnswer of(ObjectMapper json, HttpResponse<String> response) {
    return new HttpAnswer(
        response.statusCode(),
        tree(json, response.body()),
        response.headers().firstValue("X-Request-Id").orElse(null),
        response
            .headers()
            .firstValue("Retry-After")
            .filter(value -> value.matches("\\d{1,9}"))
            .map(Integer::valueOf)
            .orElse(null));
  }

  private static JsonNode tree(ObjectMapper json, String content) {
    try {
      return content.isEmpty() ? MissingNode.getInstance() : json.readTree(content);
    } catch (JsonProcessingException ofAProxy) {
      return MissingNode.getInstance();
    }
  }

  boolean ok() {
    return status / 100 == 2;
  }

  String error() {
    return body.path("error").asText("Status " + status);
  }
}
