package berth.request;

import berth.error.EarlyAnswers;
import berth.error.ErrorCatalogue;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.List;

/**
 * Passes a {@link JsonBody} to the resources, so that all bodies are refused with the same errors.
 */
@Provider
class JsonBodyReader implements MessageBodyReader<JsonBody> {

  private static final String IDENTITY = "identity";

  private final ObjectReader json;

  JsonBodyReader(ObjectMapper json) {
    this.json = strict(json);
  }

  /** Reads one JSON value. It refuses duplicate keys in the value, and anything after the value. */
  static ObjectReader strict(ObjectMapper json) {
    return json.readerFor(JsonNode.class)
        .with(
            DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
            DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);
  }

  @Override
  public boolean isReadable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return type == JsonBody.class;
  }

  @Override
  public JsonBody readFrom(
      Class<JsonBody> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, String> headers,
      InputStream stream)
      throws IOException {
    byte[] body = stream.readNBytes(EarlyAnswers.MAX_BODY_BYTES + 1);
    if (body.length > EarlyAnswers.MAX_BODY_BYTES) {
      throw ErrorCatalogue.bodyTooLarge(EarlyAnswers.MAX_BODY_BYTES).asException();
    }
    if (body.length > 0) {
      refuseOtherTypes(headers, mediaType);
    }
    if (body.length < declaredLength(headers)) {
      // The connection is lost. What was received could be valid JSON that requests less.
      throw ErrorCatalogue.malformedJson("It ended early").asException();
    }
    return new JsonBody(body, json);
  }

  /**
   * Refuses a body of another type than JSON, or with an encoding. It is not called for an empty
   * body, whose headers do not matter.
   */
  private static void refuseOtherTypes(
      MultivaluedMap<String, String> headers, MediaType mediaType) {
    if (headers.containsKey(HttpHeaders.CONTENT_TYPE)
        && !mediaType.isCompatible(MediaType.APPLICATION_JSON_TYPE)) {
      throw new NotSupportedException();
    }
    // also a body that only claims to be encoded, since any proxy on the way would believe it
    if (!headers.getOrDefault(HttpHeaders.CONTENT_ENCODING, List.of()).stream()
        .allMatch(IDENTITY::equalsIgnoreCase)) {
      throw ErrorCatalogue.encodedBody().asException();
    }
  }

  private static long declaredLength(MultivaluedMap<String, String> headers) {
    String length = headers.getFirst(HttpHeaders.CONTENT_LENGTH);
    return length == null ? 0 : Long.parseLong(length);
  }
}
