package berth.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.configuration.DurationConverter;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks how the generated manifests run Berth. */
class DeploymentIT {

  private static final Path FILE = ManifestFiles.generated();

  private final JsonNode deployment = ManifestFiles.object(FILE, "Deployment");
  private final JsonNode pod = deployment.at("/spec/template/spec");
  private final JsonNode container = pod.at("/containers/0");
  private final JsonNode labels = deployment.at("/spec/template/metadata/labels");

  @Test
  void pods_areTwo_onTwoNodesIfThereAre() {
    assertThat(deployment.at("/spec/replicas").asInt()).isGreaterThanOrEqualTo(2);
    JsonNode spread = pod.at("/topologySpreadConstraints/0");
    assertThat(spread.path("topologyKey").asText()).isEqualTo("kubernetes.io/hostname");
    assertThat(spread.path("maxSkew").asInt()).isEqualTo(1);
    assertSelected(spread.at("/labelSelector/matchLabels"));
  }

  @Test
  void rollingUpdate_stopsNoPod_beforeAnotherIsReady() {
    assertThat(deployment.at("/spec/strategy/type").asText()).isEqualTo("RollingUpdate");
    JsonNode update = deployment.at("/spec/strategy/rollingUpdate");
    assertThat(update.path("maxUnavailable").asText()).isEqualTo("0%");
    assertThat(update.path("maxSurge").asText()).isNotIn("", "0", "0%");
  }

  @Test
  void selectors_ofAllObjects_matchThePodsOfEveryVersion() {
    assertSelected(deployment.at("/spec/selector/matchLabels"));
    assertSelected(ManifestFiles.object(FILE, "Service").at("/spec/selector"));
    for (String kind : new String[] {"PodDisruptionBudget/selector", "NetworkPolicy/podSelector"}) {
      String[] parts = kind.split("/", -1);
      assertSelected(ManifestFiles.object(FILE, parts[0]).at("/spec/" + parts[1] + "/matchLabels"));
    }
  }

  private void assertSelected(JsonNode selector) {
    assertThat(selector.properties()).isNotEmpty().isSubsetOf(labels.properties());
    assertThat(selector.has("app.kubernetes.io/version")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "startupProbe,/q/health/started",
    "readinessProbe,/q/health/ready",
    "livenessProbe,/q/health/live"
  })
  void probe_callsItsHealthEndpoint(String probe, String path) {
    JsonNode request = container.path(probe).path("httpGet");

    assertThat(request.path("path").asText()).isEqualTo(path);
    assertThat(request.path("port")).isEqualTo(port("management"));
  }

  /** The number of the container's port with that name. */
  private JsonNode port(String name) {
    return container
        .path("ports")
        .valueStream()
        .filter(port -> port.path("name").asText().equals(name))
        .map(port -> port.path("containerPort"))
        .findAny()
        .orElseThrow();
  }

  @Test
  void start_mayTakeAsLongAsAMigration() {
    JsonNode probe = container.path("startupProbe");

    assertThat(probe.path("periodSeconds").asInt() * probe.path("failureThreshold").asInt())
        .isGreaterThanOrEqualTo(120);
  }

  @Test
  void terminationGracePeriod_isLongerThanSleepAndShutdownTimeout() {
    Duration shutdownTimeout =
        DurationConverter.parseDuration(
            ManifestFiles.properties(Path.of("src/main/resources/application.properties"))
                .getProperty("quarkus.shutdown.timeout"));
    int sleep = container.at("/lifecycle/preStop/sleep/seconds").asInt();

    assertThat(sleep).isPositive();
    assertThat(pod.path("terminationGracePeriodSeconds").asLong())
        .isGreaterThan(sleep + shutdownTimeout.toSeconds());
  }

  @Test
  void disruptionBudget_allowsOneUnavailablePod() {
    assertThat(ManifestFiles.object(FILE, "PodDisruptionBudget").at("/spec/maxUnavailable").asInt())
        .isEqualTo(1);
  }

  @Test
  void networkPolicy_allowsTheIngressOfCallersAndMonitoring_andTheEgressThatBerthNeeds() {
    JsonNode policy = ManifestFiles.object(FILE, "NetworkPolicy").path("spec");

    assertThat(policy.path("policyTypes").valueStream().map(JsonNode::asText))
        .containsExactlyInAnyOrder("Ingress", "Egress");
    assertThat(policy.path("ingress").findValues("port"))
        .containsExactly(port("http"), port("management"));
    assertThat(policy.at("/ingress/0").has("from")).isFalse();
    assertThat(policy.at("/ingress/1/from").findValuesAsText("kubernetes.io/metadata.name"))
        .containsExactly("monitoring");
    assertThat(policy.path("egress").valueStream())
        .allSatisfy(rule -> assertThat(rule.path("ports")).isNotEmpty());
    assertThat(policy.path("egress").findValuesAsText("port"))
        .containsExactlyInAnyOrder("53", "53", "5432", "443");
    assertThat(ManifestFiles.object(FILE, "Service").path("spec").findValues("targetPort"))
        .containsExactly(port("http"));
  }

  @Test
  void autoscaler_keepsTwoPods_andAloneSetsTheReplicas() {
    Path production = ManifestFiles.SOURCES.resolve("production");
    JsonNode autoscaler =
        ManifestFiles.object(production.resolve("autoscaler.yaml"), "HorizontalPodAutoscaler");

    assertThat(autoscaler.at("/spec/scaleTargetRef/name"))
        .isEqualTo(deployment.at("/metadata/name"));
    assertThat(autoscaler.at("/spec/minReplicas").asInt()).isGreaterThanOrEqualTo(2);
    assertThat(autoscaler.at("/spec/metrics/0/resource/name").asText()).isEqualTo("cpu");
    JsonNode patch =
        ManifestFiles.object(production.resolve("kustomization.yaml"), "Kustomization")
            .at("/patches/0");
    assertThat(ManifestFiles.objectsOf(patch.path("patch").asText()).get(0))
        .isEqualTo(ManifestFiles.objectsOf("[{op: remove, path: /spec/replicas}]").get(0));
  }
}
