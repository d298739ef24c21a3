package berth.harness.database;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.mutiny.sqlclient.Tuple;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The plan by which PostgreSQL runs a statement that a pod has prepared.
 *
 * @param root the root of the tree that {@code EXPLAIN} returns
 */
public record Plan(JsonNode root) {

  private static final String SESSION = "quarkus.datasource.reactive.additional-properties.";

  /** The table {@code waiting_pod} has a row for each pod. */
  private static final Set<String> SMALL = Set.of("waiting_pod");

  /** Slots of any account may drain, and few do. */
  private static final Set<String> SMALL_INDEXES = Set.of("slot_draining");

  /** Columns that are part of a key. */
  private static final String KEY = "(id|subscription_id|channel|number|place|key)\\b";

  /** Opens a connection with the settings of a pod's connections. */
  public static Connection connect(TestDatabase database) throws SQLException {
    Properties all = new Properties();
    try (InputStream file = Plan.class.getResourceAsStream("/application.properties")) {
      all.load(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    Connection connection = database.connect();
    try (Statement statement = connection.createStatement()) {
      for (String name : all.stringPropertyNames()) {
        if (name.startsWith(SESSION)) {
          statement.execute(
              "SET %s = '%s'".formatted(name.substring(SESSION.length()), all.getProperty(name)));
        }
      }
      // reading all free slots of a hundred thousand accounts may take longer than pods allow
      statement.execute("SET statement_timeout = 0");
    }
    return connection;
  }

  /** The plan of a statement that is not run. */
  public static Plan of(Connection connection, String sql) throws SQLException {
    int parameters = 0;
    while (sql.contains("$" + (parameters + 1))) {
      parameters++;
    }
    String none =
        IntStream.range(0, parameters).mapToObj(n -> "NULL").collect(Collectors.joining(","));
    return explain(connection, sql, "FORMAT JSON", none);
  }

  /**
   * The plan of a statement that is run with these parameters: arrays of texts, numbers and the
   * like.
   */
  public static Plan run(Connection connection, String sql, Tuple parameters) throws SQLException {
    String values =
        IntStream.range(0, parameters.size())
            .mapToObj(parameters::getValue)
            .map(Plan::literal)
            .collect(Collectors.joining(","));
    return explain(connection, sql, "ANALYZE, TIMING OFF, FORMAT JSON", values);
  }

  /** The scans and joins that do not use the whole key by which the statement selects rows. */
  public List<String> flaws() {
    List<JsonNode> nodes = nodes().toList();
    Set<String> tables =
        nodes.stream()
            .filter(Plan::isScan)
            .map(node -> node.path("Alias").asText())
            .collect(Collectors.toCollection(HashSet::new));
    List<String> flaws = new ArrayList<>();
    for (JsonNode node : nodes) {
      if (isScan(node) && !hasCondition(node)) {
        flaws.add("reads all of it: " + text(node));
      }
      if (isScan(node) && matches(node.path("Filter"), "(?<![.\\w])" + KEY + " [=<>]")) {
        flaws.add("filters by a key: " + text(node));
      }
      for (String condition : List.of("Join Filter", "Hash Cond", "Merge Cond")) {
        for (String table : tables) {
          if (matches(node.path(condition), "\\b" + table + "\\." + KEY)
              && !table.equals("channel")) {
            flaws.add("joins by " + condition + ": " + text(node));
          }
        }
      }
    }
    return flaws;
  }

  /** The number of rows of slots and accounts that were read and then discarded. */
  public long rowsRemoved() {
    return nodes()
        .filter(Plan::isScan)
        .mapToLong(
            node ->
                (node.path("Rows Removed by Filter").asLong()
                        + node.path("Rows Removed by Index Recheck").asLong())
                    * Math.max(1, node.path("Actual Loops").asLong()))
        .sum();
  }

  private static Plan explain(Connection connection, String sql, String options, String values)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("PREPARE explained AS " + sql);
      String all = values.isEmpty() ? "" : "(" + values + ")";
      try (ResultSet row =
          statement.executeQuery("EXPLAIN (%s) EXECUTE explained%s".formatted(options, all))) {
        row.next();
        return new Plan(new ObjectMapper().readTree(row.getString(1)).path(0).path("Plan"));
      } finally {
        statement.execute("DEALLOCATE explained");
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private Stream<JsonNode> nodes() {
    return nodes(root);
  }

  private static Stream<JsonNode> nodes(JsonNode node) {
    Stream.Builder<Stream<JsonNode>> below = Stream.builder();
    node.path("Plans").forEach(child -> below.add(nodes(child)));
    return Stream.concat(Stream.of(node), below.build().flatMap(all -> all));
  }

  private static boolean isScan(JsonNode node) {
    return node.has("Relation Name")
        && !node.path("Node Type").asText().equals("ModifyTable")
        && !SMALL.contains(node.path("Relation Name").asText());
  }

  private static boolean hasCondition(JsonNode scan) {
    return scan.has("TID Cond")
        || nodes(scan)
            .anyMatch(
                node ->
                    node.has("Index Cond")
                        || SMALL_INDEXES.contains(node.path("Index Name").asText()));
  }

  private static boolean matches(JsonNode text, String pattern) {
    return Pattern.compile(pattern).matcher(text.asText()).find();
  }

  private static String text(JsonNode node) {
    StringBuilder text = new StringBuilder(node.path("Node Type").asText());
    for (String field :
        List.of(
            "Alias",
            "Index Name",
            "Index Cond",
            "Filter",
            "Join Filter",
            "Hash Cond",
            "Merge Cond")) {
      if (node.has(field)) {
        text.append(", ").append(field).append(' ').append(node.path(field).asText());
      }
    }
    return text.toString();
  }

  private static String literal(Object value) {
    return value instanceof Object[] array
        ? "'{"
            + Arrays.stream(array)
                .map(each -> each == null ? "NULL" : "\"" + each + "\"")
                .collect(Collectors.joining(","))
            + "}'"
        : "'" + value + "'";
  }
}
