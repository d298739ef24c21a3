package berth.rollout;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A migration, checked for what pods of the version before cannot live with, during the migration
 * or after it. The check sees only the words. It cannot find out what updates, functions and
 * triggers do to those pods, or whether a comment is true.
 */
record MigrationScript(int version, String text) {

  private static final Pattern TOKEN =
      Pattern.compile(
          "--(?<line>[^\n]*)|/\\*(?<block>.*?)\\*/|'(?:[^']|'')*'|(?<end>;)|(?<other>.)",
          Pattern.DOTALL);
  private static final Pattern INNERMOST = Pattern.compile("\\([^()]*\\)");
  private static final Pattern TABLE =
      Pattern.compile(
          "\\b(?:ALTER TABLE|INDEX .*\\bON)\\s+(?:IF EXISTS\\s+)?(?:ONLY\\s+)?(?<name>\\w+)");
  private static final Pattern CREATED =
      Pattern.compile("^CREATE (?:UNLOGGED )?TABLE (?:IF NOT EXISTS )?(?<name>\\w+)");

  /** The comment of a step that removes something that no version uses any more. */
  private static final Pattern CONTRACT = Pattern.compile("contract: nothing since V(\\d+) \\w+");

  /** The comment that says why the table is locked for a moment only. */
  private static final Pattern SMALL = Pattern.compile("small table: \\w+");

  /**
   * A statement in capitals, without string literals and what is in brackets; with the comments in
   * it and above it.
   */
  private record Statement(String words, String comments) {}

  private record Rule(Pattern pattern, String reason) {
    static Rule of(String pattern, String reason) {
      return new Rule(Pattern.compile(pattern), reason);
    }
  }

  private static final List<Rule> BREAKING =
      List.of(
          Rule.of("\\bDROP (?!NOT NULL)", "drops what the version before uses"),
          Rule.of("\\b(RENAME|SET SCHEMA)\\b", "renames what the version before uses"),
          Rule.of("\\bALTER (COLUMN )?\\w+ (SET DATA )?TYPE\\b", "changes a type"),
          Rule.of("\\bSET NOT NULL\\b", "the version before may write NULL"),
          Rule.of(
              "\\bADD (?!.*\\b(DEFAULT|GENERATED)\\b).*\\bNOT NULL\\b",
              "the version before leaves the column out"),
          Rule.of(
              "\\bADD (CONSTRAINT \\w+ )?(CHECK|FOREIGN)\\b|\\bADD .*\\b(UNIQUE|PRIMARY|EXCLUDE)\\b"
                  + "|\\bCREATE UNIQUE INDEX\\b",
              "the version before may write what is forbidden now"));

  private static final List<Rule> LOCKING =
      List.of(
          Rule.of(
              "\\bCREATE (UNIQUE )?INDEX (?!IF NOT EXISTS\\b|CONCURRENTLY\\b)",
              "blocks writes while the index is built; one of a large table is built by hand"
                  + " before, and IF NOT EXISTS here"),
          Rule.of(
              "\\bADD .*\\b(CHECK|FOREIGN|REFERENCES)\\b(?!.*\\bNOT VALID\\b)",
              "blocks reads and writes while all rows are checked"));

  /** The statement would wait for the transaction in which Flyway holds its own lock. */
  private static final List<Rule> IMPOSSIBLE =
      List.of(Rule.of("\\bINDEX CONCURRENTLY\\b", "waits for Flyway itself"));

  /** The flaws of the script; empty when there are none. */
  List<String> flaws() {
    List<Statement> statements = statements();
    List<String> created =
        statements.stream().flatMap(statement -> name(CREATED, statement.words())).toList();
    List<String> flaws = new ArrayList<>();
    Set<String> locked = new TreeSet<>();
    for (Statement statement : statements) {
      if (name(TABLE, statement.words()).noneMatch(created::contains)) {
        name(TABLE, statement.words()).forEach(locked::add);
        flaws.addAll(broken(BREAKING, statement, this::isContraction));
        flaws.addAll(broken(IMPOSSIBLE, statement, comments -> false));
        flaws.addAll(broken(LOCKING, statement, comments -> SMALL.matcher(comments).find()));
      }
    }
    if (locked.size() > 1) {
      // another statement may have locked the second table and wait for the first
      flaws.add("deadlocks, for it locks several tables in one transaction: " + locked);
    }
    return flaws;
  }

  private static List<String> broken(
      List<Rule> rules, Statement statement, Predicate<String> excused) {
    return excused.test(statement.comments())
        ? List.of()
        : Stream.of(statement.words().split(","))
            .flatMap(
                step ->
                    rules.stream()
                        .filter(rule -> rule.pattern().matcher(step).find())
                        .map(rule -> rule.reason() + ": " + step.strip()))
            .toList();
  }

  private boolean isContraction(String comments) {
    Matcher contract = CONTRACT.matcher(comments);
    return contract.find() && Integer.parseInt(contract.group(1)) < version;
  }

  private static Stream<String> name(Pattern pattern, String words) {
    return pattern.matcher(words).results().map(match -> match.group(1));
  }

  private List<Statement> statements() {
    List<Statement> statements = new ArrayList<>();
    StringBuilder words = new StringBuilder();
    StringBuilder comments = new StringBuilder();
    Matcher token = TOKEN.matcher(text + ";");
    while (token.find()) {
      if (token.group("end") != null) {
        statements.add(new Statement(words(words.toString()), comments.toString()));
        words.setLength(0);
        comments.setLength(0);
      } else if (token.group("other") != null) {
        words.append(token.group("other"));
      } else {
        words.append(' ');
        Stream.of("line", "block")
            .map(token::group)
            .filter(comment -> comment != null)
            .forEach(comments::append);
      }
    }
    return statements;
  }

  private static String words(String sql) {
    String flat = sql.replace("\"", "").toUpperCase(Locale.ROOT);
    String outer = INNERMOST.matcher(flat).replaceAll(" ");
    while (!outer.equals(flat)) {
      flat = outer;
      outer = INNERMOST.matcher(flat).replaceAll(" ");
    }
    return outer.replaceAll("\\s+", " ").strip();
  }
}
