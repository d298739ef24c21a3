package berth.harness.database;

import static org.assertj.core.api.Assertions.assertThat;

import berth.database.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Keeps the statements, as PostgreSQL gets them, in files beside the tests. There they can be read
 * whole, and a change of a part shows in every statement that has the part. Run the tests with
 * {@code -Dberth.golden=write} to write the files anew.
 */
public final class GoldenSql {

  private static final Path RESOURCES = Path.of("src/test/resources");

  private GoldenSql() {}

  /**
   * The statement of a file.
   *
   * @param file its path below the package {@code berth}, without its ending
   */
  public static String read(String file) {
    try {
      return Files.readString(RESOURCES.resolve("berth").resolve(file + ".sql"));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /**
   * Fails unless the statement equals the file of that name in the package of the test, or longer
   * than what is kept prepared.
   */
  public static void check(Class<?> test, String name, String sql) {
    Path file = RESOURCES.resolve(test.getPackageName().replace('.', '/')).resolve(name + ".sql");
    try {
      if ("write".equals(System.getProperty("berth.golden"))) {
        Files.createDirectories(file.getParent());
        Files.writeString(file, sql);
      }
      assertThat(sql)
          .hasSizeLessThan(Database.MAX_PREPARED_LENGTH)
          .isEqualTo(Files.readString(file));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
