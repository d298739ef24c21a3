package berth.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks the length of the documentation, its links, and the paths that it names. */
class DocsTest {

  private static final Path README = Path.of("README.md");

  private static final Pattern CODE_BLOCK = Pattern.compile("(?ms)^ *```.*?^ *```$");

  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");

  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?) *$");

  private static final Pattern SOURCE = Pattern.compile("`(src/[^`\\s]*)`");

  private static final Pattern TERM = Pattern.compile("(?m)^- \\*\\*(.+?)\\*\\*");

  static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(README, Path.of("CHANGELOG.md")));
    for (String folder : List.of("docs", ".github")) {
      try (Stream<Path> files = Files.walk(Path.of(folder))) {
        files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
      }
    }
    return pages;
  }

  @Test
  void readme_isShort_andLinksToTheRest() throws IOException {
    assertThat(Files.readAllLines(README)).hasSizeLessThanOrEqualTo(250);
    assertThat(found(prose(README), LINK))
        .contains("docs/architecture.md", "docs/testing.md", "CHANGELOG.md");
    assertThat(pages()).hasSizeGreaterThan(10);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void links_leadToFilesAndHeadingsThatExist(Path page) throws IOException {
    assertThat(found(prose(page), LINK))
        .filteredOn(link -> !link.matches("[a-z]+:.*"))
        .allSatisfy(link -> assertLeadsSomewhere(page, link));
  }

  private static void assertLeadsSomewhere(Path page, String link) throws IOException {
    int hash = link.indexOf('#');
    String file = hash < 0 ? link : link.substring(0, hash);
    Path target = file.isEmpty() ? page : page.resolveSibling(file).normalize();
    assertThat(target).exists();
    if (hash >= 0) {
      assertThat(anchors(target)).contains(link.substring(hash + 1));
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void sourcePaths_exist(Path page) throws IOException {
    assertThat(found(prose(page), SOURCE)).allSatisfy(path -> assertThat(Path.of(path)).exists());
  }

  @Test
  void glossary_isShort_andNamesEachTermOnce() throws IOException {
    assertThat(found(prose(Path.of("docs/glossary.md")), TERM))
        .isNotEmpty()
        .hasSizeLessThanOrEqualTo(40)
        .doesNotHaveDuplicates()
        .isSortedAccordingTo(String.CASE_INSENSITIVE_ORDER);
  }

  /** The anchors of a page, as GitHub generates them; equal headings share the first anchor. */
  private static List<String> anchors(Path page) throws IOException {
    return found(prose(page), HEADING).stream()
        .map(
            heading ->
                heading
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                    .replace(' ', '-'))
        .toList();
  }

  /** The text without code blocks, in which a comment would look like a heading. */
  private static String prose(Path page) throws IOException {
    return CODE_BLOCK.matcher(Files.readString(page)).replaceAll("");
  }

  private static List<String> found(String text, Pattern pattern) {
    return pattern.matcher(text).results().map((MatchResult match) -> match.group(1)).toList();
  }
}
