package berth.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
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
  private static final long NANOS = TimeUnit.SECONDS.toNanos(20);

  private final IdleConnections connections;
  private final UnsentResponses unsent;
  private final LongSupplier nanoTime;
  private IdleConnections.@Nullable Connection connection;
  private boolean requestHandled;

  /** Whether a request is to arrive, or has arrived in part. */
  private boolean expecting;

  private long end;

  /**
   * At most one is scheduled; scheduling one for each request would cost more than all else here.
   */
  private @Nullable Future<?> timer;

  /**
   * Not yet on a connection.
   *
   * @param nanoTime the time, in nanoseconds since some moment
   */
  RequestDeadline(IdleConnections connections, UnsentResponses unsent, LongSupplier nanoTime) {
    this.connections = connections;
    this.unsent = unsent;
    this.nanoTime = nanoTime;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    connection = connections.opened(ctx.channel());
    expect(ctx);
    ctx.fireChannelActive();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (connection != null) {
      connections.closed(connection);
    }
    if (timer != null) {
      timer.cancel(false);
    }
    ctx.fireChannelInactive();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object bytes) {
    if (!requestHandled) {
      requestHandled = addHandlers(ctx.pipeline());
    }
    expect(ctx);
    ctx.fireChannelRead(bytes);
  }

  private boolean addHandlers(ChannelPipeline pipeline) {
    if (!HttpHandlers.vertxHasAddedItsOwn(pipeline)) {
      return false;
    }
    HttpHandlers.add(pipeline, OneRequestAtATime.beforeFirstRequest(this, unsent));
    return true;
  }

  /** Another has added the handlers of requests. */
  void requestIsHandled() {
    requestHandled = true;
  }

  /** The head of a request was received, perhaps together with the request before. */
  void requestBegan(ChannelHandlerContext ctx) {
    expect(ctx);
  }

  /** A request was received whole. */
  void requestReceived() {
    expecting = false;
  }

  /** A request that was received whole is served. */
  void serving() {
    if (connection != null) {
      connection.becameBusy();
    }
  }

  /**
   * The response was written. It need not have been sent: a client that does not read it must not
   * keep the connection from giving way to others.
   */
  void responseWritten() {
    if (connection != null) {
      connection.becameIdle();
    }
  }

  private void expect(ChannelHandlerContext ctx) {
    if (!expecting) {
      expecting = true;
      end = nanoTime.getAsLong() + NANOS;
      if (timer == null) {
        schedule(ctx, NANOS);
      }
    }
  }

  private void schedule(ChannelHandlerContext ctx, long nanos) {
    timer = ctx.executor().schedule(() -> check(ctx), nanos, TimeUnit.NANOSECONDS);
  }

  /** While the pod itself has paused the reading, the client is not slow. */
  private void check(ChannelHandlerContext ctx) {
    timer = null;
    long left = end - nanoTime.getAsLong();
    if (!expecting) {
      return;
    }
    if (left > 0) {
      schedule(ctx, left);
    } else if (ctx.channel().config().isAutoRead()) {
      ctx.close();
    } else {
      schedule(ctx, NANOS);
    }
  }
}
