package berth.harness.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A database of its own for a test, looked at past the service. */
public record TestDatabase(String url, String user, String password) {

  /** Makes an empty one on the server of this test run. */
  public static TestDatabase create() {
    return TestServer.get().create();
  }

  /** Another with what is in it now, as a backup has it. Nobody may be connected to this one. */
  public TestDatabase copy() {
    return TestServer.get().copy(this);
  }

  /** A connection to look at it, or to get in the way of the service. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:" + url, user, password);
  }

  /** Changes something in it. */
  public void execute(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failure) {
      throw new AssertionError(failure);
    }
  }

  /** The one number that the query asks for. */
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

  /** How often statements waited for each other in a circle, so that one was ended. */
  public long deadlocks() {
    return number("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()");
  }
}
