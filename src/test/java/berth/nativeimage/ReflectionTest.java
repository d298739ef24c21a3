package berth.nativeimage;

import static org.assertj.core.api.Assertions.assertThat;

import berth.error.ErrorCatalogue;
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
 * Lists the places where the service uses reflection or reads a resource. Quarkus registers what it
 * finds in declarations: entities, the return types of resources and the types of their fields, the
 * REST client, migrations, caches. The list here has all other places, with the reason why they
 * work in a native executable. Two classes are named in files: Quarkus registers the Flyway
 * callback that application.properties names, and the interceptor in META-INF/services.
 */
class ReflectionTest {

  private static final Path SOURCES = Path.of("src/main/java");

  /** Calls that use reflection or read a resource, if only inside a library. */
  private static final Pattern REFLECTIVE_CALL =
      Pattern.compile(
          "Class\\.forName|getResource|ServiceLoader|newProxyInstance|getDeclared\\w+\\(|getMethods?\\("
              + "|writeValue\\w*\\(\\w*|writerFor\\w*\\(\\w*|readValue\\w*\\(|readerFor\\(\\w*"
              + "|convertValue\\(|treeToValue\\(|valueToTree\\(|\\.writePOJO\\w*\\(.*"
              + "|\\.entity\\(\\w*|addDefaultSources");

  private static final List<String> KNOWN =
      List.of(
          // a native executable has no application.properties, and the check of settings needs none
          "Berth.java addDefaultSources",
          // registered: another resource declares AccountView
          "AccountList.java .writePOJOField(lastChannel, AccountView.of(account));",
          // ExecutingView and AccountLoad are registered by their annotations
          "SlotList.java .writePOJO(ExecutingView.of(ids.format(subscriptionId, lease.id()), lease));",
          "SlotList.java .writePOJOField(\"accounts\", shown);",
          // the HTTP method of a request, not reflection
          "AllowedMethods.java getMethod(",
          "CallerFilter.java getMethod(",
          // application.properties includes the folder in the native executable
          "ConsoleFiles.java getResource",
          // runs when the service is built
          "DescribeErrors.java convertValue(",
          // ErrorCatalogue is registered by its annotation
          "EarlyAnswers.java writeValueAsBytes(error",
          "ErrorMappers.java .entity(error",
          // Payload and what it holds are registered by their annotations
          "EventMessages.java writeValueAsBytes(new",
          // PoolEvent and EventView are registered by their annotations
          "EventList.java .writePOJO(event);",
          "EventLog.java writeValueAsString(event",
          "EventStream.java writeValueAsString(event",
          // PoolView registers its parts
          "PoolSnapshots.java writeValueAsBytes(pool",
          // reading a JSON tree needs no reflection
          "JsonBodyReader.java readerFor(JsonNode",
          // registered: the resource declares SlotView
          "TakeSlotResource.java .entity(SlotView");

  @Test
  void reflectiveCalls_areAllKnown() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      assertThat(
              files
                  .filter(file -> file.toString().endsWith(".java"))
                  .filter(file -> !file.startsWith(SOURCES.resolve("berth/dev")))
                  .flatMap(ReflectionTest::reflectiveCalls))
          .containsExactlyInAnyOrderElementsOf(KNOWN);
    }
  }

  private static Stream<String> reflectiveCalls(Path file) {
    try {
      return REFLECTIVE_CALL
          .matcher(Files.readString(file))
          .results()
          .map((MatchResult call) -> file.getFileName() + " " + call.group());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Test
  void errors_thatNoResourceDeclares_areRegistered() {
    assertThat(ErrorCatalogue.class).hasAnnotation(RegisterForReflection.class);
  }

  /** Quarkus registers declared types. It finds nothing in the declaration {@code Object}. */
  @Test
  void interfacesOfResources_declareExactlyWhatTheyReturn() throws IOException {
    List<Method> methods;
    try (Stream<Path> files = Files.walk(SOURCES)) {
      methods =
          files
              .filter(file -> file.toString().endsWith("Api.java"))
              .filter(file -> !file.endsWith("DiscordApi.java"))
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
    return List.of(Void.class, String.class, byte[].class).contains(type)
        || (type instanceof Class<?> named && named.isRecord());
  }
}
