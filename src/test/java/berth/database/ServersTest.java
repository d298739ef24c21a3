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

/** Databases that may only be read from stand for standbys. */
class ServersTest {

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Vertx vertx = Vertx.vertx();
  private final TestDatabase one = TestDatabase.create();
  private final TestDatabase other = TestDatabase.create();
  private final Servers servers =
      new Servers(
          vertx,
          List.of(
              new PgConnectOptions(options(one)).setPort(1), // nobody is there
              options(one),
              options(other)),
          PATIENCE);

  @AfterEach
  void stop() {
    vertx.close();
  }

  @Test
  void connect_findsTheOneThatMayBeWrittenTo_andAnotherThatIsPromoted() throws Exception {
    demote(one);
    assertThat(connected()).isEqualTo(name(other));

    promote(one);
    assertThat(connected()).as("where it was").isEqualTo(name(other));

    demote(other);
    assertThat(connected()).isEqualTo(name(one));
    assertThat(connected()).isEqualTo(name(one));
  }

  @Test
  void connect_noneMayBeWrittenTo_isUnavailable() throws Exception {
    demote(one);
    demote(other);

    assertThat(catchThrowable(this::connected)).matches(DatabaseFailure::isUnavailable);
  }

  /** Accepts connections and says nothing, nor does it ever close one. */
  @Test
  void connect_aServerThatStandsStill_isPassedBy() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Servers silentFirst =
          new Servers(
              vertx,
              List.of(options(one).setPort(silent.getLocalPort()), options(other)),
              PATIENCE);

      assertThat(connected(silentFirst)).isEqualTo(name(other));
      Servers silentOnly =
          new Servers(
              vertx, List.of(options(one).setPort(silent.getLocalPort())), Duration.ofMillis(200));
      assertThat(catchThrowable(() -> connected(silentOnly)))
          .matches(DatabaseFailure::isUnavailable);
    }
  }

  /** As on a machine that is so busy that the caller gets no further meanwhile. */
  @Test
  void connect_thereBeforeAnybodyListens_isHeardOfOnItsContext() throws Exception {
    Context context = vertx.getOrCreateContext();
    CompletableFuture<Context> heardOn = new CompletableFuture<>();
    Future<SqlConnection> connection = thereAlready(context);

    connection.onComplete(heard -> heardOn.complete(Vertx.currentContext()));

    assertThat(heardOn.get(20, TimeUnit.SECONDS)).isSameAs(context);
    await(connection.result().close());
  }

  @Test
  @SuppressWarnings("deprecation") // what the service's pool is given its connections by
  void pool_connectionThatIsThereBeforeThePoolListens_isUsed() throws Exception {
    Pool pool =
        Pool.pool(vertx, options(one), new PoolOptions()).connectionProvider(this::thereAlready);

    assertThat(await(pool.query("SELECT 1").execute()).size()).isEqualTo(1);
  }

  private Future<SqlConnection> thereAlready(Context context) {
    Future<SqlConnection> connection =
        new Servers(vertx, List.of(options(one)), Duration.ofSeconds(20)).connect(context);
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(connection::isComplete);
    return connection;
  }

  private String connected() throws Exception {
    return connected(servers);
  }

  /** The name of the database to which it connects. */
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
