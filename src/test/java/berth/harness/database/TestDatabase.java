package berth.harness.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A database for one test, read and changed without the service. */
public record TestDatabase(String url, String user, String password) {

  /** Creates an empty database on the server of this test run. */
  public static TestDatabase create() {
    return TestServer.get().create();
  }

  /**
   * Creates another database with the present content of this one, like a backup. No session may be
   * connected to this one.
   */
  public TestDatabase copy() {
    return TestServer.get().copy(this);
  }

  /** Opens a connection, to read the database or to get in the way of the service. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:" + url, user, password);
  }

  /** Runs SQL that changes the database. */
  public void execute(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failure) {
      throw new AssertionError(failure);
    }
  }

  /** The one number that the query returns. */
  public long number(String query) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException failure) {
      throw new AssertionError(failure);
    }
  }

  /** The first column of the rows of a query. */
  public List<String> texts(String query) {
    try (Connection connection = connect();
        ResultSet rows = connection.createStatement().executeQuery(query)) {
      List<String> texts = new ArrayList<>();
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return texts;
    } catch (SQLException failure) {
      throw new AssertionError(failure);
    }
  }

  /** The number of deadlocks so far. PostgreSQL ends a statement to resolve one. */
  public long deadlocks() {
    return number("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()");
  }
}
