package berth.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Guards connections. Neither Quarkus nor Vert.x has a hook for new connections, so the first
 * request at all installs {@link AcceptedConnections}, which sees each connection after it from its
 * beginning. The connection of that request is guarded from the request on.
 */
@ApplicationScoped
class GuardConnections {

  /** Before each route that responds. */
  private static final int FIRST_OF_ALL = Integer.MIN_VALUE;

  /**
   * Quarkus refuses connections above its own limit. Below it, connections that serve nothing give
   * way to new ones.
   */
  private static final double SHARE_OF_LIMIT = 0.95;

  /** Of all ports, since Quarkus counts them together. */
  private final IdleConnections idle;

  private final UnsentResponses unsent = new UnsentResponses();

  GuardConnections(@ConfigProperty(name = "quarkus.http.limits.max-connections") int limit) {
    this.idle = new IdleConnections((int) (limit * SHARE_OF_LIMIT));
  }

  void register(@Observes Router router) {
    router.route().order(FIRST_OF_ALL).handler(this::guard).failureHandler(this::guard);
  }

  private void guard(RoutingContext context) {
    Channel channel = ((ConnectionBase) context.request().connection()).channel();
    guardNewConnections(channel.parent());
    ChannelPipeline pipeline = channel.pipeline();
    if (pipeline.get(OneRequestAtATime.class) != null) {
      context.next();
      return;
    }
    RequestDeadline deadline = pipeline.get(RequestDeadline.class);
    if (deadline != null) {
      // its first request came together with the end of the TLS handshake
      deadline.requestIsHandled();
    }
    HttpHandlers.add(pipeline, OneRequestAtATime.duringFirstRequest(deadline, unsent));
    // Messages that were read together with the request go through the handler first. So it knows
    // whether the body is there when a response does not wait for the body.
    context.request().pause();
    context.vertx().getOrCreateContext().runOnContext(read -> context.next());
  }

  private void guardNewConnections(Channel listener) {
    if (listener.pipeline().get(AcceptedConnections.class) == null) {
      synchronized (this) {
        if (listener.pipeline().get(AcceptedConnections.class) == null) {
          listener.pipeline().addFirst(new AcceptedConnections(idle, unsent));
        }
      }
    }
  }
}
