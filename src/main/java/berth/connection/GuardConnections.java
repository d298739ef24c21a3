package berth.connection;

import io.netty.channel.ChannelPipeline;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Puts {@link OneRequestAtATime} into each connection when its first request arrives. Neither
 * Quarkus nor Vert.x has a hook for new connections, and what is decoded together with the first
 * request already goes through the new handler.
 */
@ApplicationScoped
class GuardConnections {

  /** Before whatever answers. */
  private static final int FIRST_OF_ALL = Integer.MIN_VALUE;

  /** How Vert.x names its own handler, the last one. */
  private static final String VERTX = "handler";

  void register(@Observes Router router) {
    router
        .route()
        .order(FIRST_OF_ALL)
        .handler(GuardConnections::guard)
        .failureHandler(GuardConnections::guard);
  }

  private static void guard(RoutingContext context) {
    ChannelPipeline pipeline =
        ((ConnectionBase) context.request().connection()).channel().pipeline();
    if (pipeline.get(OneRequestAtATime.class) != null) {
      context.next();
      return;
    }
    pipeline.addBefore(VERTX, null, OneRequestAtATime.duringTheFirst());
    // What was read together with the request comes first, so that an answer that does not wait for
    // the body knows whether it is there.
    context.request().pause();
    context.vertx().getOrCreateContext().runOnContext(read -> context.next());
  }
}
