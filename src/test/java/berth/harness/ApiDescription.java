package berth.harness;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The description of the API, {@code docs/openapi.yaml}, against which every answer is checked that
 * a test gets: its status must be described, and its body have no field that is not.
 */
public final class ApiDescription {

  /** Where the description is kept. */
  public static final Path FILE = Path.of("docs/openapi.yaml");

  private static final ApiDescription INSTANCE = new ApiDescription();
  private static final String ERROR = "/components/schemas/Error";

  private final ObjectMapper json = new ObjectMapper();
  private final JsonSchemaFactory schemas =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
  private final Map<String, JsonSchema> known = new ConcurrentHashMap<>();
  private final JsonNode document;
  private final List<Route> routes;

  /** A path of the description, as an expression for the paths of requests. */
  private record Route(Pattern path, JsonNode operations) {}

  private ApiDescription() {
    try {
      document = strict(new YAMLMapper().readTree(FILE.toFile()));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    routes =
        document.path("paths").properties().stream()
            // paths without a parameter first
            .sorted(Comparator.comparing(entry -> entry.getKey().contains("{")))
            .map(
                entry ->
                    new Route(
                        Pattern.compile(
                            entry
                                .getKey()
                                .replace("{channel}", "\\d+")
                                .replaceAll("\\{[a-z]+}", "[^/]+")),
                        entry.getValue()))
            .toList();
  }

  /**
   * Fails when the answer is not one that the description has for the request. The upgrade test
   * sets {@code berth.api.unchecked}: it calls pods of another version, too.
   */
  public static void check(HttpRequest request, Answer answer) {
    String path = request.uri().getRawPath();
    // OPTIONS answers with headers alone, on every path
    if (!path.startsWith("/q/")
        && !request.method().equals("OPTIONS")
        && !"write".equals(System.getProperty("berth.golden"))
        && !Boolean.getBoolean("berth.api.unchecked")) {
      INSTANCE.check(request.method(), path, answer);
    }
  }

  private void check(String method, String path, Answer answer) {
    String request = method + " " + path;
    JsonNode operation =
        routes.stream()
            .filter(route -> route.path().matcher(path).matches())
            .map(route -> route.operations().path(method.toLowerCase(Locale.ROOT)))
            .findFirst()
            .orElseGet(MissingNode::getInstance);
    if (operation.isMissingNode()) {
      validate(request, ERROR, document.at(ERROR), answer);
      return;
    }
    JsonNode response = operation.path("responses").path(Integer.toString(answer.status()));
    if (response.isMissingNode()) {
      throw new AssertionError("Not described: " + request + ": " + answer);
    }
    JsonNode schema = response.at("/content/application~1json/schema");
    if (!schema.isMissingNode()) {
      String name = operation.path("operationId").asText() + " " + answer.status();
      validate(request, name, schema, answer);
    } else if (!answer.body().isEmpty()) {
      throw new AssertionError("A body is not described: " + request + ": " + answer);
    }
  }

  private void validate(String request, String name, JsonNode described, Answer answer) {
    JsonSchema schema =
        known.computeIfAbsent(
            name,
            missing -> {
              ObjectNode whole = described.deepCopy();
              whole.set("components", document.path("components"));
              return schemas.getSchema(whole);
            });
    Set<ValidationMessage> differences = schema.validate(tree(answer));
    if (!differences.isEmpty()) {
      throw new AssertionError("Not as described: " + request + ": " + answer + ": " + differences);
    }
  }

  private JsonNode tree(Answer answer) {
    try {
      return json.readTree(answer.body());
    } catch (JsonProcessingException notJson) {
      throw new AssertionError("No JSON: " + answer, notJson);
    }
  }

  /** Lets no object have fields that are not described; callers must ignore them. */
  private static JsonNode strict(JsonNode node) {
    if (node instanceof ObjectNode object
        && object.has("properties")
        && object.path("type").asText().equals("object")
        && !object.has("additionalProperties")) {
      object.put("additionalProperties", false);
    }
    node.forEach(ApiDescription::strict);
    return node;
  }
}
