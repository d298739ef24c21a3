package berth.bench.http;

import berth.bench.load.Contender;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.Executor;

/**
 * An authenticated request that is refused for a missing parameter before anything else is done. It
 * has the cost of HTTP, JSON and authentication alone.
 */
public final class NoOp implements Contender {

  private static final int BAD_REQUEST = 400;
  private static final String REASON = "Required param discord is missing or empty";

  private final HttpConnections connections;

  public NoOp(HttpConnections connections) {
    this.connections = connections;
  }

  @Override
  public String name() {
    return "no-op POST";
  }

  @Override
  public Uni<?> cycle() {
    return connections.with(
        connection ->
            connection
                .post("/v2/account/midjourney", "{}")
                .invoke(
                    answer -> {
                      if (answer.status() != BAD_REQUEST || !answer.body().contains(REASON)) {
                        throw answer.unexpected();
                      }
                    }));
  }

  @Override
  public Executor caller() {
    return connections.loop();
  }

  @Override
  public void close() {
    connections.close();
  }
}
