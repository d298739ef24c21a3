package berth.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks that Kubernetes would accept the files, and that they fit together. */
class ManifestFilesIT {

  static List<Path> manifests() {
    return ManifestFiles.all();
  }

  static List<Path> kustomizations() {
    return ManifestFiles.kustomizations();
  }

  static List<JsonNode> handwritten() {
    return ManifestFiles.objectsIn(ManifestFiles.HANDWRITTEN);
  }

  @ParameterizedTest
  @MethodSource("manifests")
  void manifest_isValid(Path file) {
    List<JsonNode> objects = ManifestFiles.objectsIn(file);

    assertThat(objects).isNotEmpty();
    assertThat(objects).flatExtracting(ApiCheck::errors).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("handwritten")
  void handwrittenObject_isInTheGeneratedManifest(JsonNode object) {
    JsonNode merged = ManifestFiles.object(ManifestFiles.generated(), object.path("kind").asText());

    assertThat(includes(merged, object)).as("%s in %s", object, merged).isTrue();
  }

  /** Whether the whole contains the part: the whole may have more fields and more elements. */
  private static boolean includes(JsonNode whole, JsonNode part) {
    if (part.isObject()) {
      return part.properties().stream()
          .allMatch(field -> includes(whole.path(field.getKey()), field.getValue()));
    }
    if (part.isArray()) {
      return part.valueStream()
          .allMatch(element -> whole.valueStream().anyMatch(other -> includes(other, element)));
    }
    return whole.equals(part);
  }

  @ParameterizedTest
  @MethodSource("kustomizations")
  void kustomization_namesFilesThatExist(Path file) {
    JsonNode kustomization = ManifestFiles.objectsIn(file).get(0);
    assertThat(kustomization.properties())
        .extracting(Map.Entry::getKey)
        .contains("apiVersion", "kind", "resources")
        .isSubsetOf("apiVersion", "kind", "resources", "configMapGenerator", "patches");

    assertThat(kustomization.path("resources").valueStream())
        .isNotEmpty()
        .allSatisfy(name -> assertThat(file.resolveSibling(name.asText())).exists());
    assertThat(kustomization.path("configMapGenerator").valueStream())
        .allSatisfy(
            map -> {
              assertThat(map.path("name").asText()).isEqualTo("berth");
              assertThat(file.resolveSibling(map.path("envs").path(0).asText())).exists();
            });
  }

  @Test
  void baseKustomization_isTheOneOfThisBuild() throws IOException {
    assertThat(ManifestFiles.generated().resolveSibling("kustomization.yaml"))
        .hasSameTextualContentAs(ManifestFiles.SOURCES.resolve("base/kustomization.yaml"));
    for (String overlay : List.of("local", "production")) {
      Path base = ManifestFiles.SOURCES.resolve(overlay).resolve("../../../../target/kubernetes");
      assertThat(Files.isSameFile(base, ManifestFiles.generated().getParent())).isTrue();
    }
  }

  @Test
  @Tag("jar")
  void package_containsNoKubernetesClient() throws IOException {
    Path app = Path.of(System.getProperty("berth.package")).getParent();
    try (Stream<Path> files = Files.walk(app)) {
      assertThat(files.map(file -> String.valueOf(file.getFileName())))
          .hasSizeGreaterThan(100)
          .noneMatch(name -> name.contains("fabric8") || name.contains("dekorate"));
    }
  }
}
