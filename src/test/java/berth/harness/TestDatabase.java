package berth.harness;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

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
}
