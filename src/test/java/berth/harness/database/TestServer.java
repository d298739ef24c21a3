package berth.harness.database;

import berth.dev.EmbeddedDatabase;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * The PostgreSQL server of this test run: the one at {@code BERTH_TEST_DATABASE_URL} if that is
 * set, else a container if Docker starts one, else the embedded one. It is started once.
 */
final class TestServer {

  private static final Logger LOG = Logger.getLogger(TestServer.class);
  private static @Nullable TestServer only;

  private final String url;
  private final String user;
  private final String password;

  private TestServer(String url, String user, String password) {
    this.url = url;
    this.user = user;
    this.password = password;
  }

  static synchronized TestServer get() {
    if (only == null) {
      only = find();
    }
    return only;
  }

  private static TestServer find() {
    String given = System.getenv("BERTH_TEST_DATABASE_URL");
    if (given != null) {
      LOG.infof("Tests use the PostgreSQL at BERTH_TEST_DATABASE_URL");
      return new TestServer(
          given,
          System.getenv().getOrDefault("BERTH_TEST_DATABASE_USER", "postgres"),
          System.getenv().getOrDefault("BERTH_TEST_DATABASE_PASSWORD", ""));
    }
    if (DockerClientFactory.instance().isDockerAvailable()) {
      try {
        TestServer started = container();
        LOG.info("Tests use PostgreSQL in a container");
        return started;
      } catch (RuntimeException failure) {
        LOG.warnf("Docker is available, but starts no PostgreSQL: %s", failure.getMessage());
      }
    }
    return embedded();
  }

  private static TestServer embedded() {
    LOG.info("Tests use the embedded PostgreSQL");
    try {
      return new TestServer(EmbeddedDatabase.startTemporary(), EmbeddedDatabase.USER, "");
    } catch (IOException failure) {
      throw new IllegalStateException("The embedded PostgreSQL did not start", failure);
    }
  }

  @SuppressWarnings("resource") // lives as long as this JVM; Testcontainers removes it then
  private static TestServer container() {
    PostgreSQLContainer container = new PostgreSQLContainer("postgres:18");
    container.start();
    return new TestServer(
        container.getJdbcUrl().substring("jdbc:".length()),
        container.getUsername(),
        container.getPassword());
  }

  /**
   * Creates an empty database. Its sessions have a time zone that no machine has, so that a mix-up
   * of local times is noticed.
   */
  TestDatabase create() {
    return create("template1");
  }

  /** Creates a database with the content of another, to which no session may be connected. */
  TestDatabase copy(TestDatabase original) {
    return create(original.url().substring(original.url().lastIndexOf('/') + 1));
  }

  private TestDatabase create(String template) {
    // not a number, because each class loader would count from the start
    String name = "berth_test_" + UUID.randomUUID().toString().replace('-', '_');
    try (Connection connection = connect(url);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name + " TEMPLATE " + template);
      statement.execute("ALTER DATABASE " + name + " SET timezone = 'Pacific/Chatham'");
    } catch (SQLException failure) {
      throw new IllegalStateException("No database could be created on " + url, failure);
    }
    String authority = URI.create(url).getRawAuthority();
    return new TestDatabase("postgresql://" + authority + "/" + name, user, password);
  }

  private Connection connect(String where) throws SQLException {
    return DriverManager.getConnection("jdbc:" + where, user, password);
  }
}
