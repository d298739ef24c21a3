package berth.release;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules that keep the sources easy to find one's way in. */
class StructureTest {

  private static final int MAX_FILES_OF_A_PACKAGE = 15;

  /** Words of earlier versions, for each of which docs/glossary.md has the field's own. */
  private static final Pattern PRIVATE_WORDS =
      Pattern.compile(
          "(?i)(?<![a-z])(wish|wishes|picker|prospects?|(in|out of) play|verdicts?|hung up|unheard"
              + "|waiting room|upkeep|(gives?|gave|given|giving) back|patien(ce|t|tly)|askers?)"
              + "(?![a-z])"
              + "|(?-i)giveBack|inPlay|(GiveBack|InPlay|OutOfPlay|Patien(ce|t)|Unheard)(?![a-z])");

  @Test
  void packages_haveNoCircles() {
    slices()
        .matching("berth.(**)")
        .should()
        .beFreeOfCycles()
        .check(
            new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPath("target/classes"));
  }

  @Test
  void packages_haveFewFiles() {
    Map<Path, Long> files = sources().collect(groupingBy(Path::getParent, counting()));

    assertThat(files).hasSizeGreaterThan(50);
    assertThat(files)
        .allSatisfy(
            (folder, count) ->
                assertThat(count).as("%s", folder).isLessThanOrEqualTo(MAX_FILES_OF_A_PACKAGE));
  }

  @Test
  void names_standForOneClassEach() {
    List<String> names =
        sources()
            .map(source -> source.getFileName().toString())
            .filter(name -> !name.equals("package-info.java"))
            .toList();

    assertThat(names).hasSizeGreaterThan(300).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "wish",
        "isInPlay()",
        "giveBackIfUnheard",
        "PATIENCE_SECONDS",
        "gave back",
        "isPatient"
      })
  void privateWords_areFound_alsoInNames(String text) {
    assertThat(text).containsPattern(PRIVATE_WORDS);
  }

  @Test
  void words_areThoseOfTheGlossary() {
    List<String> found =
        sources()
            .filter(source -> !source.endsWith("StructureTest.java"))
            .flatMap(
                source ->
                    read(source)
                        .lines()
                        .filter(line -> PRIVATE_WORDS.matcher(line).find())
                        .map(line -> source + ": " + line.strip()))
            .toList();

    assertThat(found).isEmpty();
  }

  private static Stream<Path> sources() {
    return Stream.of("main", "test", "bench")
        .map(tree -> Path.of("src", tree, "java"))
        .flatMap(StructureTest::javaFiles);
  }

  private static Stream<Path> javaFiles(Path tree) {
    try (Stream<Path> all = Files.walk(tree)) {
      return all.filter(file -> file.toString().endsWith(".java"))
          .collect(Collectors.collectingAndThen(Collectors.toList(), List::stream));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String read(Path source) {
    try {
      return Files.readString(source);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
