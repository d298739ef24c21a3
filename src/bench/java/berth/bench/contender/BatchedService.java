package berth.bench.contender;

import berth.bench.load.Contender;
import berth.database.ServicePool;
import berth.harness.database.StockedDatabase;
import berth.harness.database.TestDatabase;
import berth.slot.grant.GrantAndRelease;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import java.util.concurrent.Executor;

/** The service without HTTP: grants and releases in batches. */
public final class BatchedService implements Contender {

  private final String name;
  private final Vertx vertx = Vertx.vertx();
  private final Pool pool;
  private final GrantAndRelease slots;

  public BatchedService(String name, TestDatabase database) {
    this.name = name;
    this.pool = ServicePool.open(vertx, database.url(), database.user(), database.password());
    this.slots = new GrantAndRelease(vertx, pool, StockedDatabase.SUBSCRIPTION);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Uni<?> cycle() {
    return slots.cycle();
  }

  /** Spreads callers over the event loops, as the service does with requests. */
  @Override
  public Executor caller() {
    Context context = vertx.getOrCreateContext();
    return task -> context.runOnContext(dispatched -> task.run());
  }

  @Override
  public void close() {
    pool.closeAndAwait();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
