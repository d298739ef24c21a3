package berth.nativeimage;

import static org.assertj.core.api.Assertions.assertThat;

import berth.problem.ErrorCatalogue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.HttpMethod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestResponse;
import org.junit.jupiter.api.Test;

/**
 * All that the service itself reaches by reflection, or as a resource. Quarkus registers what it
 * can tell from declarations: entities, what resources declare to return and all that is in it, the
 * REST client, migrations, caches. Whatever else there is stands in the list here, with who
 * registers it. Two classes are named in files: Quarkus registers the Flyway callback that
 * application.properties names, and the interceptor in META-INF/services.
 */
class ReflectionTest {

  private static final Path SOURCES = Path.of("src/main/java");

  /** What ends in reflection over a class, or in a look for a file, if only inside a library. */
  private static final Pattern SPOT =
      Pattern.compile(
          "Class\\.forName|getResource|ServiceLoader|newProxyInstance|getDeclared\\w+\\(|getMethods?\\("
              + "|writeValue\\w*\\(\\w*|writerFor\\w*\\(\\w*|readValue\\w*\\(|readerFor\\(\\w*"
              + "|convertValue\\(|treeToValue\\(|valueToTree\\(|\\.writePOJO\\w*\\(.*"
              + "|\\.entity\\(\\w*|addDefaultSources");

  private static final List<String> KNOWN =
      List.of(
          // application.properties is not there in a native executable: Settings can do without
          "Berth.java addDefaultSources",
          // another resource declares it
          "AccountList.java .writePOJOField(last, AccountView.masked(account));",
          // registered by their annotations
          "SlotList.java .writePOJO(ExecutingView.of(ids.format(subscriptionId, lease.id()), lease));",
          "SlotList.java .writePOJOField(\"accounts\", shown);",
          // of a request
          "AllowedMethods.java getMethod(",
          // Problem is registered by its annotation
          "EarlyAnswers.java writeValueAsBytes(problem",
          "ProblemMappers.java .entity(problem",
          // a tree needs nothing
          "RequestBodyReader.java readerFor(JsonNode",
          // what the resource declares
          "SlotResource.java .entity(SlotView");

  @Test
  void reflectiveSpots_areAllKnown() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      assertThat(
              files
                  .filter(file -> file.toString().endsWith(".java"))
                  .filter(file -> !file.startsWith(SOURCES.resolve("berth/dev")))
                  .flatMap(ReflectionTest::spots))
          .containsExactlyInAnyOrderElementsOf(KNOWN);
    }
  }

  private static Stream<String> spots(Path file) {
    try {
      return SPOT.matcher(Files.readString(file))
          .results()
          .map((MatchResult spot) -> file.getFileName() + " " + spot.group());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Test
  void problems_whichNoResourceDeclares_areRegistered() {
    assertThat(ErrorCatalogue.class).hasAnnotation(RegisterForReflection.class);
  }

  /** Quarkus registers what it sees in the declaration, and would see nothing in an object. */
  @Test
  void resources_declareExactlyWhatTheyReturn() throws IOException {
    List<Method> methods;
    try (Stream<Path> files = Files.walk(SOURCES)) {
      methods =
          files
              .filter(file -> file.toString().endsWith("Resource.java"))
              .map(ReflectionTest::classOf)
              .flatMap(type -> Stream.of(type.getDeclaredMethods()))
              .filter(ReflectionTest::answersRequests)
              .toList();
    }

    assertThat(methods).hasSizeGreaterThan(10);
    assertThat(methods).allMatch(method -> isPlain(method.getGenericReturnType()));
  }

  private static Class<?> classOf(Path file) {
    String name = SOURCES.relativize(file).toString().replace(".java", "");
    try {
      return Class.forName(name.replace(file.getFileSystem().getSeparator(), "."));
    } catch (ClassNotFoundException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static boolean answersRequests(Method method) {
    return Stream.of(method.getAnnotations())
        .anyMatch(annotation -> annotation.annotationType().isAnnotationPresent(HttpMethod.class));
  }

  private static boolean isPlain(Type type) {
    if (type instanceof ParameterizedType generic) {
      return List.of(Uni.class, RestResponse.class, List.class, Map.class)
              .contains(generic.getRawType())
          && Stream.of(generic.getActualTypeArguments()).allMatch(ReflectionTest::isPlain);
    }
    return List.of(Void.class, String.class).contains(type)
        || (type instanceof Class<?> named && named.isRecord());
  }
}
