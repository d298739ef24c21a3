package berth.bench;

import berth.harness.TestDatabase;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Executor;

/**
 * The way that comes to mind first: every request is a statement of its own, which takes any free
 * slot that nobody else has locked.
 */
final class OneStatement implements Contender {

  /** Room in the pages and no index on what changes make the updates as cheap as they get. */
  private static final String SCHEMA =
      """
      CREATE TABLE slot (
        account      integer     NOT NULL,
        number       integer     NOT NULL,
        leased_until timestamptz NOT NULL DEFAULT '-infinity',
        fence        bigint      NOT NULL DEFAULT 0,
        PRIMARY KEY (account, number)
      ) WITH (fillfactor = 30);
      CREATE SEQUENCE slot_fence;
      INSERT INTO slot (account, number)
      SELECT account, number
        FROM generate_series(1, %d) AS account, generate_series(1, %d) AS number;
      """;

  private static final String GRANT =
      """
      UPDATE slot
         SET leased_until = now() + interval '300 seconds', fence = nextval('slot_fence')
       WHERE (account, number) = (SELECT account, number
                                    FROM slot
                                   WHERE leased_until <= now()
                                   ORDER BY random()
                                   LIMIT 1
                                     FOR UPDATE SKIP LOCKED)
      RETURNING account, number, fence
      """;

  private static final String RELEASE =
      """
      UPDATE slot
         SET leased_until = '-infinity'
       WHERE account = $1 AND number = $2 AND fence = $3
      """;

  private final Vertx vertx = Vertx.vertx();
  private final int connections;
  private final Pool pool;

  /** Works on a table that {@link #stock} has made. */
  OneStatement(TestDatabase database, int connections) {
    this.connections = connections;
    this.pool =
        PgBuilder.pool()
            .connectingTo(
                PgConnectOptions.fromUri(database.url())
                    .setUser(database.user())
                    .setPassword(database.password())
                    .setCachePreparedStatements(true))
            .with(new PoolOptions().setMaxSize(connections))
            .using(vertx)
            .build();
  }

  /** Makes a database with the table of slots. */
  static TestDatabase stock(int accounts, int slots) throws SQLException {
    TestDatabase database = TestDatabase.create();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(SCHEMA.formatted(accounts, slots));
      statement.execute("VACUUM ANALYZE slot");
    }
    return database;
  }

  @Override
  public String name() {
    return "one statement a request, " + connections + " connections";
  }

  @Override
  public Uni<?> cycle() {
    return Uni.createFrom().completionStage(() -> grantAndRelease().toCompletionStage());
  }

  private Future<?> grantAndRelease() {
    return pool.preparedQuery(GRANT)
        .execute()
        .compose(
            granted ->
                granted.rowCount() == 1
                    ? release(granted.iterator().next())
                    : Future.failedFuture("Not granted"));
  }

  private Future<?> release(Row slot) {
    return pool.preparedQuery(RELEASE)
        .execute(
            Tuple.of(slot.getInteger("account"), slot.getInteger("number"), slot.getLong("fence")))
        .compose(
            released ->
                released.rowCount() == 1
                    ? Future.succeededFuture()
                    : Future.failedFuture("The lease had ended"));
  }

  @Override
  public Executor caller() {
    Context context = vertx.getOrCreateContext();
    return task -> context.runOnContext(dispatched -> task.run());
  }

  @Override
  public void close() {
    pool.close().toCompletionStage().toCompletableFuture().join();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
