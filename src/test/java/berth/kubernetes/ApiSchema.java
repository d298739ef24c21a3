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
 * The JSON schema of objects of the Kubernetes API, derived from the classes of the Kubernetes
 * client. These are generated from the OpenAPI document of the API: they have the name and the type
 * of each field, and the set of required fields. The schema allows no other fields.
 */
final class ApiSchema {

  /** A quantity, as the API server accepts it. */
  private static final String QUANTITY =
      "^[+-]?(\\d+|\\d+\\.\\d*|\\.\\d+)([KMGTPE]i|[numkMGTPE])?$";

  /** A percentage, or the name of a port: the API server accepts no number that is a string. */
  private static final String PERCENTAGE_OR_NAME = "^\\d+%$|[A-Za-z]";

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

  /** The schema of an object in a file, which must name its API version and its kind. */
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
      schema.put("pattern", PERCENTAGE_OR_NAME);
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
    } catch (ReflectiveOperationException failure) {
      throw new IllegalStateException("No class of the API: " + model, failure);
    }
  }
}
