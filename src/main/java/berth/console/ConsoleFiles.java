package berth.console;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The files of the console. They are read from the package once, and kept: all are small. */
@ApplicationScoped
class ConsoleFiles {

  private static final String FOLDER = "console/";

  /** No name with two dots in a row, and none without an ending. */
  private static final Pattern NAME =
      Pattern.compile("(?:[a-z0-9-]+/)*[a-z0-9-]+\\.(?:html|js|css|svg)");

  private final Map<String, ConsoleFile> read = new ConcurrentHashMap<>();

  /** The file that was read before; empty if there was none of that name. */
  Optional<ConsoleFile> known(String name) {
    return Optional.ofNullable(read.get(name));
  }

  /** Reads the file, which blocks; empty if there is none. */
  Optional<ConsoleFile> read(String name) throws IOException {
    if (!NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    try (InputStream content =
        Thread.currentThread().getContextClassLoader().getResourceAsStream(FOLDER + name)) {
      if (content == null) {
        return Optional.empty();
      }
      ConsoleFile file = ConsoleFile.of(name, content.readAllBytes());
      read.put(name, file);
      return Optional.of(file);
    }
  }
}
