package berth.rollout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The migrations of this version. */
final class Migrations {

  /**
   * Until this version migrations were still edited, because no version with an older schema was
   * ever released.
   */
  static final int BASELINE = 7;

  /**
   * The newest migration of the version before this one. Each release sets it to its own newest.
   */
  static final int PREVIOUS = 8;

  static final Path FOLDER = Path.of("src", "main", "resources", "db", "migration");
  private static final Pattern NAME = Pattern.compile("V(\\d+)__\\w+\\.sql");

  private Migrations() {}

  /** The scripts by version, without those that were never released apart from each other. */
  static NavigableMap<Integer, Path> sinceBaseline() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      TreeMap<Integer, Path> scripts = new TreeMap<>();
      files.forEach(file -> scripts.put(version(file), file));
      return new TreeMap<>(scripts.tailMap(BASELINE, false));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static int version(Path script) {
    Matcher name = NAME.matcher(script.getFileName().toString());
    if (!name.matches()) {
      throw new AssertionError("Not the name of a migration: " + script);
    }
    return Integer.parseInt(name.group(1));
  }
}
