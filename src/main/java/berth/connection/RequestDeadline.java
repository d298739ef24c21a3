package berth.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The first handler of a connection. Closes the connection when a request does not arrive whole in
 * time: counted from when the connection was accepted, or from the first byte of a later request.
 * So a client can't hold a connection by sending a byte now and then. A connection on which no
 * request has begun since the last response ends by the idle timeout of Quarkus.
 *
 * <p>Also adds the handlers of requests, once Vert.x has added its own: behind an encrypted
 * connection that is after the handshake.
 */
// nobody waits for a close
@SuppressWarnings("FutureReturnValueIgnored")
final class RequestDeadline extends ChannelInboundHandlerAdapter {

  /** Enough for the largest request, of 64 KiB, over a line of 4 KiB a second. */
  private static final int SECONDS = 20;

  private final IdleConnections idle;
  private @Nullable Future<?> deadline;
  private boolean requestHandled;

  RequestDeadline(IdleConnections idle) {
    this.idle = idle;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    idle.opened(ctx.channel());
    start(ctx);
    ctx.fireChannelActive();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    idle.closed(ctx.channel());
    stop();
    ctx.fireChannelInactive();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object bytes) {
    if (!requestHandled) {
      requestHandled = addHandlers(ctx.pipeline());
    }
    if (deadline == null) {
      start(ctx);
    }
    ctx.fireChannelRead(bytes);
  }

  private boolean addHandlers(ChannelPipeline pipeline) {
    if (pipeline.get(HttpRequestDecoder.class) == null
        || pipeline.get(HttpHandlers.OF_VERTX) == null) {
      return false;
    }
    pipeline.addBefore(HttpHandlers.OF_VERTX, null, OneRequestAtATime.beforeFirstRequest(this));
    pipeline.addBefore(HttpHandlers.OF_VERTX, null, new ErrorsWithoutBody());
    return true;
  }

  /** Another has added the handlers of requests. */
  void requestIsHandled() {
    requestHandled = true;
  }

  /** The head of a request was received, perhaps together with the request before. */
  void requestBegan(ChannelHandlerContext ctx) {
    if (deadline == null) {
      start(ctx);
    }
  }

  /** A request was received whole, and is served. */
  void requestReceived(ChannelHandlerContext ctx) {
    stop();
    idle.busy(ctx.channel());
  }

  /** The response was sent, and no other request has been received. */
  void responseSent(ChannelHandlerContext ctx) {
    idle.idle(ctx.channel());
  }

  private void start(ChannelHandlerContext ctx) {
    deadline = ctx.executor().schedule(() -> end(ctx), SECONDS, TimeUnit.SECONDS);
  }

  private void stop() {
    if (deadline != null) {
      deadline.cancel(false);
      deadline = null;
    }
  }

  /** While the pod itself has paused the reading, the client is not slow. */
  private void end(ChannelHandlerContext ctx) {
    if (ctx.channel().config().isAutoRead()) {
      ctx.close();
    } else {
      start(ctx);
    }
  }
}
