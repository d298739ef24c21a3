package berth.bench.contender;

import berth.bench.load.Contender;
import berth.harness.database.TestDatabase;
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
 * The obvious implementation: each grant and each release is a statement of its own. A grant takes
 * any free slot that is not locked.
 */
public final class OneStatement implements Contender {

  /**
   * The columns of a lease as in the table of the service. Free space in the pages, and no index on
   * a column that changes, allow HOT updates, which are the cheapest.
   */
  private static final String SCHEMA =
      """
      CREATE TABLE slot (
        subscription_id bigint      NOT NULL,
        channel         text        NOT NULL,
        number          smallint    NOT NULL,
        leased_until    timestamptz NOT NULL DEFAULT '-infinity',
        granted_at      timestamptz,
        fence           bigint      NOT NULL DEFAULT 0,
        ref             text,
        PRIMARY KEY (subscription_id, channel, number)
      ) WITH (fillfactor = 30);
      CREATE SEQUENCE slot_fence;
      INSERT INTO slot (subscription_id, channel, number)
      SELECT 1, 100000000000000000 + account, number
        FROM generate_series(1, %d) AS account, generate_series(1, %d) AS number;
      """;

  private static final String GRANT =
      """
      UPDATE slot
         SET leased_until = now() + interval '300 seconds', granted_at = now(),
             fence = nextval('slot_fence'), ref = NULL
       WHERE (subscription_id, channel, number) = (SELECT subscription_id, channel, number
                                                     FROM slot
                                                    WHERE subscription_id = $1
                                                      AND leased_until <= now()
                                                    ORDER BY random()
                                                    LIMIT 1
                                                      FOR UPDATE SKIP LOCKED)
      RETURNING channel, number, fence, granted_at, leased_until
      """;

  private static final String RELEASE =
      """
      UPDATE slot
         SET leased_until = '-infinity', ref = NULL
       WHERE subscription_id = $1 AND channel = $2 AND number = $3 AND fence = $4
         AND leased_until > now()
      """;

  private static final long SUBSCRIPTION = 1;

  private final Vertx vertx = Vertx.vertx();
  private final int connections;
  private final Pool pool;

  /** Creates a contender on a table that {@link #stock} has created. */
  public OneStatement(TestDatabase database, int connections) {
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

  /** Creates a database with a table of free slots. */
  public static TestDatabase stock(int accounts, int slots) throws SQLException {
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
        .execute(Tuple.of(SUBSCRIPTION))
        .compose(
            granted ->
                granted.rowCount() == 1
                    ? release(granted.iterator().next())
                    : Future.failedFuture("Not granted"));
  }

  private Future<?> release(Row slot) {
    return pool.preparedQuery(RELEASE)
        .execute(
            Tuple.of(
                SUBSCRIPTION,
                slot.getString("channel"),
                slot.getShort("number"),
                slot.getLong("fence")))
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
