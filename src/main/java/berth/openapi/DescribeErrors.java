package berth.openapi;

import berth.error.ErrorCatalogue;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/**
 * Completes the description of each route when the service is built: adds the errors that the route
 * names in the extension {@code x-errors}, those that every route may answer, and the headers of
 * every answer.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class DescribeErrors implements OASFilter {

  private static final String NAMES = "x-errors";
  private static final String JSON = "application/json";

  private static final List<String> OF_ALL =
      List.of("unauthorized", "tooManyFailedAttempts", "notAcceptable", "internal", "unavailable");
  private static final List<String> OF_BODIES = List.of("bodyTooLarge", "encodedBody");

  /** What each status means, and what to do. */
  private static final Map<String, String> MEANINGS =
      Map.ofEntries(
          Map.entry("400", "The request is wrong, or Discord refuses the token."),
          Map.entry("401", "The API token is missing, malformed or unknown."),
          Map.entry("402", "The subscription has expired, or allows no more accounts."),
          Map.entry("403", "The role of the API token does not permit it."),
          Map.entry("404", "There is no such thing, or it belongs to another subscription."),
          Map.entry("406", "The request accepts no JSON."),
          Map.entry("409", "An operator has to act first."),
          Map.entry("410", "The lease has ended, and the slot may be somebody else's."),
          Map.entry("413", "The body is too large."),
          Map.entry("415", "The body has another media type or an encoding."),
          Map.entry("429", "Repeat the request after `Retry-After`."),
          Map.entry("500", "A fault of Berth; the log has the id."),
          Map.entry(
              "502",
              "Discord, or the receiver of the webhook, sent no answer of use. Repeat the request later."),
          Map.entry("503", "Repeat the request after `Retry-After`."),
          Map.entry("504", "Discord sent no answer in time. Repeat the request later."));

  private final ObjectMapper mapper = new ObjectMapper();

  @Override
  public void filterOpenAPI(OpenAPI document) {
    document.getComponents().addSchema("Error", error());
    document.getComponents().addHeader("X-Request-Id", requestId());
    document
        .getPaths()
        .getPathItems()
        .values()
        .forEach(path -> path.getOperations().forEach(this::complete));
  }

  private void complete(PathItem.HttpMethod method, Operation route) {
    List<String> names = new ArrayList<>();
    if (route.getExtensions() != null && route.getExtensions().containsKey(NAMES)) {
      names.addAll(List.of(String.valueOf(route.getExtensions().get(NAMES)).split(" ")));
      route.removeExtension(NAMES);
    }
    names.addAll(OF_ALL);
    if (method != PathItem.HttpMethod.GET && isForCallers(route)) {
      names.add("forbidden");
    }
    if (route.getRequestBody() != null) {
      names.addAll(OF_BODIES);
    }
    byStatus(names)
        .forEach(
            (status, errors) ->
                route.getResponses().addAPIResponse(status, answer(status, errors)));
    route
        .getResponses()
        .getAPIResponses()
        .values()
        .forEach(
            answer ->
                answer.addHeader(
                    "X-Request-Id",
                    OASFactory.createHeader().ref("#/components/headers/X-Request-Id")));
  }

  /** Every role may read what callers may read. */
  private static boolean isForCallers(Operation route) {
    return route.getSecurity().stream().anyMatch(security -> security.hasScheme("caller"));
  }

  private static Map<String, List<String>> byStatus(List<String> names) {
    Map<String, List<String>> byStatus = new TreeMap<>();
    for (String name : names) {
      String status = Integer.toString(ErrorExamples.named(name).code());
      byStatus.computeIfAbsent(status, first -> new ArrayList<>()).add(name);
    }
    return byStatus;
  }

  private APIResponse answer(String status, List<String> names) {
    MediaType body = OASFactory.createMediaType().schema(OASFactory.createSchema().ref("Error"));
    boolean pauses = false;
    for (String name : names) {
      ErrorCatalogue error = ErrorExamples.named(name);
      pauses |= error.retryAfter() != null;
      body.addExample(
          name,
          OASFactory.createExample()
              .summary(error.error())
              .value(mapper.convertValue(error, new TypeReference<Map<String, Object>>() {})));
    }
    APIResponse answer =
        OASFactory.createAPIResponse()
            .description(Objects.requireNonNull(MEANINGS.get(status)))
            .content(content(body));
    if (pauses) {
      answer.addHeader(
          "Retry-After", header("Whole seconds, at least one.", Schema.SchemaType.INTEGER));
    }
    if (status.equals("401")) {
      answer.addHeader("WWW-Authenticate", header("`Bearer`", Schema.SchemaType.STRING));
    }
    return answer;
  }

  private static Content content(MediaType body) {
    return OASFactory.createContent().addMediaType(JSON, body);
  }

  private static Header requestId() {
    return header("Names the request, see above.", Schema.SchemaType.STRING);
  }

  private static Header header(String description, Schema.SchemaType type) {
    return OASFactory.createHeader()
        .description(description)
        .schema(OASFactory.createSchema().addType(type));
  }

  private static Schema error() {
    return OASFactory.createSchema()
        .addType(Schema.SchemaType.OBJECT)
        .description("What every answer is that is not a success.")
        .addRequired("error")
        .addRequired("code")
        .addProperty("error", text("What is wrong. Programs may compare the text."))
        .addProperty("errorDetails", text("Details, for people."))
        .addProperty(
            "executingJobs",
            OASFactory.createSchema()
                .addType(Schema.SchemaType.ARRAY)
                .items(OASFactory.createSchema().addType(Schema.SchemaType.STRING))
                .description("When all accounts are busy: up to 100 of the slots that are held."))
        .addProperty(
            "code",
            OASFactory.createSchema()
                .addType(Schema.SchemaType.INTEGER)
                .description("The HTTP status."));
  }

  private static Schema text(String description) {
    return OASFactory.createSchema().addType(Schema.SchemaType.STRING).description(description);
  }
}
