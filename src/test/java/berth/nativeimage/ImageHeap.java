package berth.nativeimage;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * A program that does what the native image builder does before it writes the image heap: it
 * initialises all classes of the service, and runs the code that Quarkus runs at build time. Then
 * it prints the static fields of the service, and the classes of its objects that have state.
 */
final class ImageHeap {

  static final String FIELD = "field ";
  static final String OBJECT = "object ";

  private static final Pattern OWN_CLASS = Pattern.compile(" (berth\\.[\\w.$/-]+)");

  /** Classes that Quarkus generates, and lambdas. */
  private static final Pattern GENERATED =
      Pattern.compile("_Bean$|_Observer_|_ClientProxy$|\\$\\$|\\$quarkusrest|\\$Generated");

  private ImageHeap() {}

  /** Runs the program. Its argument is the jar with the classes of the service. */
  @SuppressWarnings("SystemOut") // the output of the program
  public static void main(String[] jar) throws ReflectiveOperationException, IOException {
    System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
    Class.forName("io.quarkus.runner.ApplicationImpl");
    try (JarFile classes = new JarFile(jar[0])) {
      for (String name : classes.stream().map(JarEntry::getName).sorted().toList()) {
        if (name.matches("berth/.+\\.class") && !name.endsWith("package-info.class")) {
          print(Class.forName(name.replace('/', '.').replace(".class", "")));
        }
      }
    }
    for (String name : objects()) {
      System.out.println(OBJECT + name);
    }
    System.exit(0); // although threads still wait for work
  }

  @SuppressWarnings("SystemOut")
  private static void print(Class<?> type) throws ReflectiveOperationException {
    for (Field field : type.getDeclaredFields()) {
      if (Modifier.isStatic(field.getModifiers())) {
        field.setAccessible(true);
        Object value = field.get(null);
        System.out.println(
            FIELD + type.getName() + "." + field.getName() + " " + type(value) + " " + text(value));
      }
    }
  }

  private static String type(@Nullable Object value) {
    return value == null ? "null" : value.getClass().getName();
  }

  /** The text of a value, with sets sorted; empty for a type whose text would be its address. */
  private static String text(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return text(map.entrySet());
    }
    if (value instanceof Set<?> set) {
      return set.stream().map(ImageHeap::text).sorted().toList().toString();
    }
    boolean readable =
        Stream.of(CharSequence.class, Number.class, Enum.class, Record.class, Pattern.class)
                .anyMatch(type -> type.isInstance(value))
            || value instanceof Boolean
            || value instanceof List
            || value instanceof Map.Entry
            || type(value).startsWith("java.time.");
    return readable
        ? String.valueOf(value).replace('\n', ' ').replaceAll("\\$\\$Lambda[^],)]*", "lambda")
        : "";
  }

  /** The classes of live objects that have state, from the class histogram of the JVM. */
  private static List<String> objects() throws ReflectiveOperationException {
    List<String> names =
        OWN_CLASS
            .matcher(histogram())
            .results()
            .map((MatchResult line) -> line.group(1))
            .filter(name -> !GENERATED.matcher(name).find())
            .distinct()
            .toList();
    List<String> stateful = new ArrayList<>();
    for (String name : names) {
      Class<?> type = Class.forName(name);
      if (!Enum.class.isAssignableFrom(type) && !type.isRecord() && hasState(type)) {
        stateful.add(name);
      }
    }
    return stateful;
  }

  private static boolean hasState(Class<?> type) {
    return Stream.of(type.getDeclaredFields())
        .anyMatch(field -> !Modifier.isStatic(field.getModifiers()));
  }

  private static String histogram() {
    try {
      return (String)
          ManagementFactory.getPlatformMBeanServer()
              .invoke(
                  new ObjectName("com.sun.management:type=DiagnosticCommand"),
                  "gcClassHistogram",
                  new Object[] {new String[0]},
                  new String[] {String[].class.getName()});
    } catch (JMException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
