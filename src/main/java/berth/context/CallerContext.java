package berth.context;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.Executor;

/**
 * The Vert.x context on which a request is served. Results must be delivered on it, since
 * everything that belongs to the request is found there.
 */
public final class CallerContext {

  private CallerContext() {}

  /**
   * An executor on the current Vert.x context. Without a context, it runs each task on the thread
   * that submits it.
   */
  public static Executor current() {
    Context context = Vertx.currentContext();
    return context == null ? Runnable::run : task -> context.runOnContext(dispatched -> task.run());
  }
}
