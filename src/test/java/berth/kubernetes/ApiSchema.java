package berth.kubernetes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.gson.annotations.SerializedName;
import io.kubernetes.client.custom.IntOrString;
import io.kubernetes.client.custom.Quantity;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The JSON schema of objects of the Kubernetes API, read off the classes of its client, which are
 * made from its OpenAPI document: they know the name and the type of each field, and which are
 * required. An object has no other fields.
 */
final class ApiSchema {

  /** What the API server takes for an amount of something. */
  private static final String QUANTITY =
      "^[+-]?(\\d+|\\d+\\.\\d*|\\.\\d+)([KMGTPE]i|[numkMGTPE])?$";

  /** A share or the name of a port: the API server takes no number that is a string. */
  private static final String NO_NUMBER = "^\\d+%$|[A-Za-z]";

  private static final Map<Class<?>, String> SCALARS =
      Map.of(
          String.class, "string",
          OffsetDateTime.class, "string",
          byte[].class, "string",
          Integer.class, "integer",
          Long.class, "integer",
          Double.class, "number",
          Boolean.class, "boolean");

  private final ObjectNode definitions = JsonNodeFactory.instance.objectNode();

  /** The schema of what a file may hold: an object of the API says what it is. */
  ObjectNode of(Class<?> kind) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.putArray("allOf").add(typed(kind));
    schema.putArray("required").add("apiVersion").add("kind").add("metadata");
    schema.set("$defs", definitions);
    return schema;
  }

  private ObjectNode typed(Type type) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      Type content = arguments[arguments.length - 1];
      boolean list = Collection.class.isAssignableFrom((Class<?>) generic.getRawType());
      schema.put("type", list ? "array" : "object");
      schema.set(list ? "items" : "additionalProperties", typed(content));
    } else if (SCALARS.containsKey(type)) {
      schema.put("type", SCALARS.get(type));
    } else if (type == Quantity.class) {
      schema.putArray("type").add("integer").add("string");
      schema.put("pattern", QUANTITY);
    } else if (type == IntOrString.class) {
      schema.putArray("type").add("integer").add("string");
      schema.put("pattern", NO_NUMBER);
    } else if (type != Object.class) {
      schema.put("$ref", "#/$defs/" + defined((Class<?>) type));
    }
    return schema;
  }

  private String defined(Class<?> model) {
    String name = model.getSimpleName();
    if (!definitions.has(name)) {
      ObjectNode definition = definitions.putObject(name);
      definition.put("type", "object");
      definition.put("additionalProperties", false);
      ArrayNode required = definition.putArray("required");
      names(model, "openapiRequiredFields").forEach(required::add);
      ObjectNode properties = definition.putObject("properties");
      for (Field field : model.getDeclaredFields()) {
        SerializedName property = field.getAnnotation(SerializedName.class);
        if (property != null) {
          properties.set(property.value(), typed(field.getGenericType()));
        }
      }
      if (names(model, "openapiFields").size() != properties.size()) {
        throw new IllegalStateException("Not all fields were found of " + model);
      }
    }
    return name;
  }

  private static List<String> names(Class<?> model, String constant) {
    try {
      return ((Set<?>) model.getField(constant).get(null)).stream().map(String::valueOf).toList();
    } catch (ReflectiveOperationException otherKind) {
      throw new IllegalStateException("No class of the API: " + model, otherKind);
    }
  }
}
