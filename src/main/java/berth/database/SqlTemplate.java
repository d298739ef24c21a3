package berth.database;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of an SQL statement with parts that are named in braces, as in {@code {lock_clause}}.
 */
public final class SqlTemplate {

  private static final Pattern PART = Pattern.compile("\\{([a-z_]+)}");
  private static final Pattern LINE_BREAK = Pattern.compile("\n(?!$)");

  private SqlTemplate() {}

  /**
   * Puts the parts in, each at every place where it is named. The lines of a part are indented as
   * the place is.
   *
   * @param parts texts or numbers by their names; they are not searched for names themselves
   * @throws IllegalArgumentException when a part is missing, or the template does not name it
   */
  public static String fill(String template, Map<String, ?> parts) {
    Set<String> unused = new HashSet<>(parts.keySet());
    String filled =
        PART.matcher(template)
            .replaceAll(
                place -> {
                  unused.remove(place.group(1));
                  Object part = parts.get(place.group(1));
                  if (part == null) {
                    throw new IllegalArgumentException("No part " + place.group());
                  }
                  return Matcher.quoteReplacement(indented(part.toString(), template, place));
                });
    if (!unused.isEmpty()) {
      throw new IllegalArgumentException("The template does not name " + unused);
    }
    return filled;
  }

  private static String indented(String part, String template, MatchResult place) {
    int lineStart = template.lastIndexOf('\n', place.start()) + 1;
    String indent = " ".repeat(place.start() - lineStart);
    return LINE_BREAK.matcher(part.strip()).replaceAll("\n" + indent);
  }
}
