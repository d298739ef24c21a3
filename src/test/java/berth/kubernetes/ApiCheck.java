package berth.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Checks objects against the schema of the Kubernetes API, without a cluster. */
final class ApiCheck {

  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(VersionFlag.V202012);

  private static final Map<String, JsonSchema> SCHEMAS =
      Map.<String, Class<?>>of(
              "v1 ConfigMap", V1ConfigMap.class,
              "v1 Service", V1Service.class,
              "apps/v1 Deployment", V1Deployment.class,
              "apps/v1 StatefulSet", V1StatefulSet.class,
              "autoscaling/v2 HorizontalPodAutoscaler", V2HorizontalPodAutoscaler.class,
              "networking.k8s.io/v1 NetworkPolicy", V1NetworkPolicy.class,
              "policy/v1 PodDisruptionBudget", V1PodDisruptionBudget.class)
          .entrySet()
          .stream()
          .collect(
              Collectors.toUnmodifiableMap(
                  Map.Entry::getKey,
                  kind -> FACTORY.getSchema(new ApiSchema().of(kind.getValue()))));

  private ApiCheck() {}

  /** The errors of an object, each with its place; empty when the object is valid. */
  static List<String> errors(JsonNode object) {
    String kind = object.path("apiVersion").asText() + " " + object.path("kind").asText();
    JsonSchema schema = SCHEMAS.get(kind);
    return schema == null
        ? List.of("No kind that is used here: " + kind)
        : schema.validate(object).stream().map(ValidationMessage::getMessage).toList();
  }
}
