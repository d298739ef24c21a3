package berth.connection;

import io.netty.channel.ChannelPipeline;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Adds {@link OneRequestAtATime} to each connection when its first request arrives. Neither Quarkus
 * nor Vert.x has a hook for new connections. Messages that are decoded together with the first
 * request already go through the new handler.
 */
@ApplicationScoped
class GuardConnections {

  /** Before each route that responds. */
  private static final int FIRST_OF_ALL = Integer.MIN_VALUE;

  /** The name of Vert.x's own handler, the last one of the pipeline. */
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
    pipeline.addBefore(VERTX, null, OneRequestAtATime.duringFirstRequest());
    // Messages that were read together with the request go through the handler first. So it knows
    // whether the body is there when a response does not wait for the body.
    context.request().pause();
    context.vertx().getOrCreateContext().runOnContext(read -> context.next());
  }
}
