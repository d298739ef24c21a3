package berth.database;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of an SQL statement with placeholders in braces, as in {@code {lock_clause}}. */
public final class SqlTemplate {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z_]+)}");
  private static final Pattern LINE_BREAK = Pattern.compile("\n");

  private SqlTemplate() {}

  /**
   * Replaces each placeholder by the part of its name. The lines of a part are indented like the
   * placeholder.
   *
   * @param parts texts, numbers or booleans by their names; placeholders in them are not replaced
   * @throws IllegalArgumentException when a part is missing, or the template does not name it
   */
  public static String fill(String template, Map<String, ?> parts) {
    Set<String> unused = new HashSet<>(parts.keySet());
    String filled =
        PLACEHOLDER
            .matcher(template)
            .replaceAll(
                placeholder -> {
                  unused.remove(placeholder.group(1));
                  Object part = parts.get(placeholder.group(1));
                  if (part == null) {
                    throw new IllegalArgumentException("No part " + placeholder.group());
                  }
                  return Matcher.quoteReplacement(indented(part.toString(), template, placeholder));
                });
    if (!unused.isEmpty()) {
      throw new IllegalArgumentException("The template does not name " + unused);
    }
    return filled;
  }

  private static String indented(String part, String template, MatchResult placeholder) {
    int lineStart = template.lastIndexOf('\n', placeholder.start()) + 1;
    String indent = " ".repeat(placeholder.start() - lineStart);
    return LINE_BREAK.matcher(part.strip()).replaceAll("\n" + indent);
  }
}
