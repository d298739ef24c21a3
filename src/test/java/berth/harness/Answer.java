package berth.harness;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;

/** A response of the service, as a caller gets it. */
public record Answer(int status, HttpHeaders headers, String body) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Converts a response that the JDK's client got. */
  public static Answer of(HttpResponse<String> response) {
    return new Answer(response.statusCode(), response.headers(), response.body());
  }

  public JsonNode json() {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException notJson) {
      throw new AssertionError("No JSON: " + body, notJson);
    }
  }

  /** A text of the body; empty when the field is missing. */
  public String text(String field) {
    return json().path(field).asText();
  }

  public String header(String name) {
    return headers.firstValue(name).orElse("");
  }

  /** Status and body, as the golden tests write them. */
  @Override
  public String toString() {
    return status + " " + body;
  }
}
