package berth.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiCheckTest {

  private static final String GOOD =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: berth
      spec:
        replicas: 2
        strategy:
          rollingUpdate:
            maxUnavailable: 0
            maxSurge: 25%
        selector:
          matchLabels:
            app: berth
        template:
          spec:
            containers:
              - name: berth
                env:
                  - name: SIZE
                    value: "5"
                lifecycle:
                  preStop:
                    sleep:
                      seconds: 5
                livenessProbe:
                  httpGet:
                    port: http
                resources:
                  limits:
                    cpu: 2
                    memory: 512Mi
                securityContext:
                  readOnlyRootFilesystem: true
      """;

  private static List<String> errors(String yaml) {
    return ApiCheck.errors(ManifestFiles.objectsOf(yaml).get(0));
  }

  @Test
  void validDeployment_hasNoErrors() {
    assertThat(errors(GOOD)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          replicas: 2                  | replicas: two                  | $.spec.replicas
          replicas: 2                  | replicas: "2"                  | $.spec.replicas
          replicas: 2                  | replicas: 2.5                  | $.spec.replicas
          value: "5"                   | value: 5                       | env[0].value
          value: "5"                   | value: true                    | env[0].value
          readOnlyRootFilesystem: true | readOnlyRootFilesystem: "true" | readOnlyRootFilesystem
          maxUnavailable: 0            | maxUnavailable: "0"            | maxUnavailable
          maxUnavailable: 0            | maxUnavailable: [0]            | maxUnavailable
          port: http                   | port: "8080"                   | httpGet.port
          memory: 512Mi                | memory: 512 megabytes          | limits.memory
          app: berth                   | app: 1                         | matchLabels.app
          seconds: 5                   | seconds: 5s                    | sleep.seconds
          """)
  void field_ofAnotherType_isFound(String good, String bad, String where) {
    assertThat(errors(GOOD.replace(good, bad))).singleElement().asString().contains(where);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          - name: SIZE  | - valueFrom: {}  | name
          - name: berth | - image: berth   | name
          port: http    | path: /          | port
          seconds: 5    | {}               | seconds
          containers:   | initContainers:  | containers
          selector:     | affinity:        | selector
          metadata:     | status:          | metadata
          """)
  void requiredField_thatIsMissing_isFound(String good, String bad, String name) {
    assertThat(errors(GOOD.replace(good, bad)))
        .anyMatch(error -> error.contains("required property '" + name + "'"));
  }

  @ParameterizedTest
  @CsvSource({
    "replicas,replica",
    "readOnlyRootFilesystem,readOnlyRootFileSystem",
    "livenessProbe,lifenessProbe",
    "preStop,preEnd",
    "maxSurge,maximumSurge",
    "spec,specification"
  })
  void unknownField_isFound(String known, String unknown) {
    assertThat(errors(GOOD.replaceFirst(known + ":", unknown + ":")))
        .singleElement()
        .asString()
        .contains("'" + unknown + "'");
  }

  @ParameterizedTest
  @CsvSource({"Deploiment,apps/v1", "Deployment,apps/v2", "Service,apps/v1", "Pod,v1"})
  void unknownKind_isFound(String kind, String version) {
    String other = GOOD.replace("Deployment", kind).replace("apps/v1", version);

    assertThat(errors(other)).containsExactly("No kind that is used here: " + version + " " + kind);
  }
}
