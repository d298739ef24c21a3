package berth.account.upsert;

import berth.secret.DiscordToken;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Describes why a text cannot be a Discord token; mostly it was copied wrongly. A description never
 * quotes the text, except for a single character that no token contains.
 */
final class TokenFlaws {

  private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9._-]*");

  /** The middle of a masked token. */
  private static final String MASK = "...";

  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry((int) ' ', "a blank"),
          Map.entry((int) '\t', "a tab"),
          Map.entry((int) '\n', "a line break"),
          Map.entry((int) '\r', "a line break"),
          Map.entry((int) '"', "a quote"),
          Map.entry((int) '\'', "a quote"),
          Map.entry((int) '`', "a backtick"),
          Map.entry((int) ',', "a comma"),
          Map.entry((int) ';', "a semicolon"),
          Map.entry((int) ':', "a colon"),
          Map.entry((int) '=', "an equals sign"));

  private record CopyMistake(String name, Predicate<String> is) {
    static CopyMistake of(String name, String pattern) {
      return new CopyMistake(name, Pattern.compile(pattern, Pattern.DOTALL).asMatchPredicate());
    }
  }

  /** Only the first match is reported, so those that explain more come first. */
  private static final List<CopyMistake> MISTAKES =
      List.of(
          new CopyMistake(
              "longer than " + DiscordToken.MAX_LENGTH + " characters",
              text -> text.length() > DiscordToken.MAX_LENGTH),
          CopyMistake.of("quotes around it", "\\s*([\"'\u2018\u201c]).*[\"'\u2019\u201d]\\s*"),
          CopyMistake.of("backticks around it", "\\s*`.*`\\s*"),
          CopyMistake.of("brackets around it", "\\s*[<(\\[{].*[>)\\]}]\\s*"),
          CopyMistake.of(
              "a name and a sign like = before it",
              "\\s*[A-Za-z0-9_\"'-]+\\s*[=:]\\s*[A-Za-z0-9\"'].*"),
          CopyMistake.of("a word before it", "\\s*(Bearer|Bot|User)\\s.*"),
          new CopyMistake("... in it: it is masked, as GET shows it", text -> text.contains(MASK)));

  private TokenFlaws() {}

  /** The first flaw of the text; empty when it may be a token. */
  static Optional<String> first(String text) {
    if (text.length() <= DiscordToken.MAX_LENGTH
        && WELL_FORMED.matcher(text).matches()
        && !text.contains(MASK)) {
      return Optional.empty();
    }
    return Optional.of(
        MISTAKES.stream()
            .filter(mistake -> mistake.is().test(text))
            .map(CopyMistake::name)
            .findFirst()
            .orElseGet(() -> oddCharacter(text)));
  }

  private static String oddCharacter(String text) {
    if (!WELL_FORMED.matcher(text.substring(0, 1)).matches()) {
      return name(text.codePointAt(0)) + " at its start";
    }
    if (!WELL_FORMED.matcher(text.substring(text.length() - 1)).matches()) {
      return name(text.codePointBefore(text.length())) + " at its end";
    }
    int odd =
        text.codePoints()
            .filter(character -> !WELL_FORMED.matcher(Character.toString(character)).matches())
            .findFirst()
            .orElseThrow();
    return name(odd) + " in it";
  }

  private static String name(int character) {
    String known = NAMES.get(character);
    if (known != null) {
      return known;
    }
    return character > ' ' && character < 0x7f
        ? "the character " + Character.toString(character)
        : "a character that can't be seen, or is not one of a-z, A-Z and 0-9,";
  }
}
