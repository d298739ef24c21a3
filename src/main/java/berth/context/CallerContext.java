package berth.context;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.Executor;

/**
 * Where a request is served: its answer has to come back there, for all that belongs to it is
 * there.
 */
public final class CallerContext {

  private CallerContext() {}

  /** The Vert.x context of the caller; the calling thread itself when it has none. */
  public static Executor current() {
    Context context = Vertx.currentContext();
    return context == null ? Runnable::run : task -> context.runOnContext(dispatched -> task.run());
  }
}
