package berth.connection;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpRequestDecoder;

/** The handlers of the requests of a connection. */
final class HttpHandlers {

  /** The name that Vert.x gives the last handler of the pipeline, which serves requests. */
  private static final String OF_VERTX = "handler";

  private HttpHandlers() {}

  /** Whether Vert.x has added its own: behind an encrypted connection, after the handshake. */
  static boolean vertxHasAddedItsOwn(ChannelPipeline pipeline) {
    return pipeline.get(HttpRequestDecoder.class) != null && pipeline.get(OF_VERTX) != null;
  }

  /** Adds those of this package between the decoder and the handler of Vert.x. */
  static void add(ChannelPipeline pipeline, OneRequestAtATime first) {
    pipeline.addBefore(OF_VERTX, null, first);
    pipeline.addBefore(OF_VERTX, null, new StandardHeaders());
    pipeline.addBefore(OF_VERTX, null, new ErrorsWithoutBody());
    pipeline.addBefore(OF_VERTX, null, new StrictRequests());
  }
}
