package berth.bench.http;

import berth.bench.load.Contender;
import berth.bench.load.HeldByClients;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Takes a slot over HTTP, holds it for a while, and releases it. */
public final class TakeAndRelease implements Contender {

  static final String SLOTS = "/v2/slots/midjourney";

  private static final int CREATED = 201;
  private static final int NO_CONTENT = 204;
  private static final int BUSY = 429;

  private final String name;
  private final HttpConnections connections;
  private final HeldByClients held;
  private final Duration hold;
  private final @Nullable String prefer;

  /**
   * Creates a contender whose callers do not wait for a slot.
   *
   * @param hold how long a slot is held; with zero, a 429 counts as an error
   */
  public TakeAndRelease(
      String name, HttpConnections connections, HeldByClients held, Duration hold) {
    this(name, connections, held, hold, null);
  }

  private TakeAndRelease(
      String name,
      HttpConnections connections,
      HeldByClients held,
      Duration hold,
      @Nullable String prefer) {
    this.name = name;
    this.connections = connections;
    this.held = held;
    this.hold = hold;
    this.prefer = prefer;
  }

  /** Creates a contender whose callers wait for a slot when none is free. */
  public static TakeAndRelease waiting(
      String name, HttpConnections connections, HeldByClients held) {
    return new TakeAndRelease(name, connections, held, Duration.ZERO, Waiters.PREFER);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Uni<?> cycle() {
    return connections.with(
        connection ->
            connection
                .post(SLOTS, "{}", prefer)
                .flatMap(
                    taken -> {
                      if (taken.status() == CREATED) {
                        return release(connection, taken);
                      }
                      return taken.status() == BUSY && !hold.isZero()
                          ? Uni.createFrom().voidItem()
                          : Uni.createFrom().failure(taken.unexpected());
                    }));
  }

  private Uni<Void> release(HttpConnection connection, HttpAnswer taken) {
    String channel = taken.text("channel");
    held.granted(channel);
    Uni<Void> holding = Uni.createFrom().voidItem();
    if (!hold.isZero()) {
      holding = holding.onItem().delayIt().onExecutor(connections.loop()).by(hold);
    }
    return holding
        .invoke(() -> held.releasing(channel))
        .chain(() -> connection.delete(taken.path()))
        .invoke(
            released -> {
              if (released.status() != NO_CONTENT) {
                throw released.unexpected();
              }
            })
        .replaceWithVoid();
  }

  @Override
  public Executor caller() {
    return connections.loop();
  }

  @Override
  public int requestsPerCycle() {
    return 2;
  }

  @Override
  public void close() {
    connections.close();
  }
}
