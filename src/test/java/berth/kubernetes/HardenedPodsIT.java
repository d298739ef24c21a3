package berth.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks that the pods of Berth and of PostgreSQL have no rights that they do not need. */
class HardenedPodsIT {

  static List<JsonNode> pods() {
    List<JsonNode> pods =
        ManifestFiles.all().stream()
            .flatMap(file -> ManifestFiles.objectsIn(file).stream())
            .map(object -> object.at("/spec/template/spec"))
            .filter(JsonNode::isObject)
            .toList();
    assertThat(pods).hasSize(2);
    return pods;
  }

  @ParameterizedTest
  @MethodSource("pods")
  void pod_isNotRoot(JsonNode pod) {
    JsonNode context = pod.path("securityContext");

    assertThat(context.path("runAsNonRoot").asBoolean()).isTrue();
    assertThat(context.path("runAsUser").asInt()).isPositive();
    assertThat(context.path("runAsGroup").asInt()).isPositive();
    // a container could override the context of the pod
    assertThat(pod.path("containers").findValues("runAsUser")).isEmpty();
    assertThat(pod.path("containers").findValues("runAsNonRoot")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("pods")
  void pod_hasNoRights(JsonNode pod) {
    assertThat(pod.path("automountServiceAccountToken")).hasToString("false");
    assertThat(pod.path("hostNetwork").asBoolean()).isFalse();
    assertThat(pod.findValues("hostPath")).isEmpty();
    assertThat(pod.path("containers").valueStream())
        .isNotEmpty()
        .allSatisfy(
            container -> {
              JsonNode context = container.path("securityContext");
              assertThat(context.path("allowPrivilegeEscalation")).hasToString("false");
              assertThat(context.path("privileged").asBoolean()).isFalse();
              assertThat(context.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
              assertThat(context.at("/capabilities").has("add")).isFalse();
              assertThat(
                      List.of(
                          context.at("/seccompProfile/type").asText(),
                          pod.at("/securityContext/seccompProfile/type").asText()))
                  .contains("RuntimeDefault");
            });
  }

  @ParameterizedTest
  @MethodSource("pods")
  void pod_writesOnlyToMountedVolumes(JsonNode pod) {
    JsonNode container = pod.at("/containers/0");

    assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean()).isTrue();
    String temporary =
        container
            .path("volumeMounts")
            .valueStream()
            .filter(mount -> mount.path("mountPath").asText().equals("/tmp"))
            .findFirst()
            .orElseThrow()
            .path("name")
            .asText();
    assertThat(pod.path("volumes").valueStream())
        .anyMatch(
            volume -> volume.path("name").asText().equals(temporary) && volume.has("emptyDir"));
  }

  @ParameterizedTest
  @MethodSource("pods")
  void pod_hasResourceRequests_andAMemoryLimit(JsonNode pod) {
    JsonNode resources = pod.at("/containers/0/resources");

    assertThat(resources.path("requests").has("memory")).isTrue();
    assertThat(resources.path("requests").has("cpu")).isTrue();
    assertThat(resources.path("limits").has("memory")).isTrue();
  }
}
