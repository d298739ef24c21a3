package berth.kubernetes;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/** The manifests: those that are written by hand, and those that the build generates. */
final class ManifestFiles {

  static final Path SOURCES = Path.of("src/main/kubernetes");

  /** The handwritten manifest, before the build merges it into the generated one. */
  static final Path HANDWRITTEN = SOURCES.resolve("kubernetes.yml");

  private static final String KUSTOMIZATION = "kustomization.yaml";

  private static final ObjectReader YAML =
      YAMLMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build()
          .readerFor(JsonNode.class);

  private ManifestFiles() {}

  /** The manifest that the build generates. */
  static Path generated() {
    return Path.of("target/kubernetes/kubernetes.yml");
  }

  /** All manifests that are applied to Kubernetes. */
  static List<Path> all() {
    return Stream.concat(
            Stream.of(generated()),
            sources("yaml", "yml")
                .filter(file -> !file.equals(HANDWRITTEN) && !file.endsWith(KUSTOMIZATION)))
        .toList();
  }

  /** The kustomizations that kubectl reads; the build copies one into its folder. */
  static List<Path> kustomizations() {
    return Stream.of(
            generated().getParent(), SOURCES.resolve("local"), SOURCES.resolve("production"))
        .map(folder -> folder.resolve(KUSTOMIZATION))
        .toList();
  }

  /** The files that ConfigMaps are generated from. */
  static List<Path> settings() {
    return sources("env").toList();
  }

  private static Stream<Path> sources(String... endings) {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files
          .filter(file -> Stream.of(endings).anyMatch(end -> file.toString().endsWith("." + end)))
          .toList()
          .stream();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static List<JsonNode> objectsIn(Path file) {
    try {
      return objectsOf(Files.readString(file));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static List<JsonNode> objectsOf(String yaml) {
    try (MappingIterator<JsonNode> objects = YAML.readValues(yaml)) {
      return objects.readAll();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The only object of the kind in the file. */
  static JsonNode object(Path file, String kind) {
    List<JsonNode> found =
        objectsIn(file).stream()
            .filter(object -> object.path("kind").asText().equals(kind))
            .toList();
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " of the kind " + kind + " in " + file);
    }
    return found.get(0);
  }

  static Properties properties(Path file) {
    Properties properties = new Properties();
    try (var reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return properties;
  }
}
