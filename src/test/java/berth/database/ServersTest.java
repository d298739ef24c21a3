package berth.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import berth.harness.database.TestDatabase;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Read-only databases stand for standbys. */
class ServersTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private final Vertx vertx = Vertx.vertx();
  private final TestDatabase one = TestDatabase.create();
  private final TestDatabase other = TestDatabase.create();
  private final Servers servers =
      new Servers(
          vertx,
          List.of(
              new PgConnectOptions(options(one)).setPort(1), // no server is there
              options(one),
              options(other)),
          TIMEOUT);

  @AfterEach
  void stop() {
    vertx.close();
  }

  @Test
  void connect_findsThePrimary_andAnotherThatIsPromoted() throws Exception {
    demote(one);
    assertThat(connected()).isEqualTo(name(other));

    promote(one);
    assertThat(connected()).as("where it was").isEqualTo(name(other));

    demote(other);
    assertThat(connected()).isEqualTo(name(one));
    assertThat(connected()).isEqualTo(name(one));
  }

  @Test
  void connect_noPrimary_isUnavailable() throws Exception {
    demote(one);
    demote(other);

    assertThat(catchThrowable(this::connected)).matches(DatabaseFailure::isUnavailable);
  }

  /** The server accepts connections, but neither responds nor closes them. */
  @Test
  void connect_aServerThatHangs_isSkipped() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Servers silentFirst =
          new Servers(
              vertx, List.of(options(one).setPort(silent.getLocalPort()), options(other)), TIMEOUT);

      assertThat(connected(silentFirst)).isEqualTo(name(other));
      Servers silentOnly =
          new Servers(
              vertx, List.of(options(one).setPort(silent.getLocalPort())), Duration.ofMillis(200));
      assertThat(catchThrowable(() -> connected(silentOnly)))
          .matches(DatabaseFailure::isUnavailable);
    }
  }

  /** As on a machine so busy that the connection is ready before the caller adds its listener. */
  @Test
  void connect_readyBeforeAListenerIsAdded_callsTheListenerOnItsContext() throws Exception {
    Context context = vertx.getOrCreateContext();
    CompletableFuture<Context> calledOn = new CompletableFuture<>();
    Future<SqlConnection> connection = readyConnection(context);

    connection.onComplete(result -> calledOn.complete(Vertx.currentContext()));

    assertThat(calledOn.get(20, TimeUnit.SECONDS)).isSameAs(context);
    await(connection.result().close());
  }

  @Test
  @SuppressWarnings("deprecation") // the service's pool gets its connections by it
  void pool_connectionThatIsReadyBeforeThePoolListens_isUsed() throws Exception {
    Pool pool =
        Pool.pool(vertx, options(one), new PoolOptions()).connectionProvider(this::readyConnection);

    assertThat(await(pool.query("SELECT 1").execute()).size()).isEqualTo(1);
  }

  private Future<SqlConnection> readyConnection(Context context) {
    Future<SqlConnection> connection =
        new Servers(vertx, List.of(options(one)), Duration.ofSeconds(20)).connect(context);
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(connection::isComplete);
    return connection;
  }

  private String connected() throws Exception {
    return connected(servers);
  }

  /** The name of the database to which the servers connect. */
  private String connected(Servers servers) throws Exception {
    SqlConnection connection = await(servers.connect(vertx.getOrCreateContext()));
    try {
      return await(connection.query("SELECT current_database()").execute())
          .iterator()
          .next()
          .getString(0);
    } finally {
      await(connection.close());
    }
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  private static void demote(TestDatabase database) throws SQLException {
    setReadOnly(database, "on");
  }

  private static void promote(TestDatabase database) throws SQLException {
    setReadOnly(database, "off");
  }

  private static void setReadOnly(TestDatabase database, String value) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("SET default_transaction_read_only = off");
      statement.execute(
          "ALTER DATABASE %s SET default_transaction_read_only = %s"
              .formatted(name(database), value));
    }
  }

  private static String name(TestDatabase database) {
    return database.url().substring(database.url().lastIndexOf('/') + 1);
  }

  private static PgConnectOptions options(TestDatabase database) {
    return PgConnectOptions.fromUri(database.url())
        .setUser(database.user())
        .setPassword(database.password());
  }
}
