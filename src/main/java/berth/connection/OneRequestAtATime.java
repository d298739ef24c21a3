package berth.connection;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Serves the requests of an HTTP/1 connection one after the other: the next one goes on to Vert.x
 * when the operating system has taken the whole answer to the one before. Meanwhile the connection
 * is not read from, but for a few requests ahead, so that a caller who hangs up is still noticed.
 *
 * <p>An answer that is given before the end of its request's body is the last one. It says so, what
 * still comes is thrown away, and the connection is closed; but not at once, since a peer that is
 * sending when its connection is reset loses the answer.
 *
 * <p>Without this Vert.x reads on and keeps all the requests that wait for their turn, all the
 * answers that nobody reads, and the rest of a body that was refused.
 */
// what can't be written or closed is a connection that is gone
@SuppressWarnings("FutureReturnValueIgnored")
final class OneRequestAtATime extends ChannelDuplexHandler {

  /** Messages; a request is one, and its body another or several. */
  private static final int MAX_AHEAD = 32;

  /**
   * The longest rest between an answer and a request that was sent before it; the first is of one
   * millisecond, and each is twice as long as the one before. Hardly a client does that, and those
   * that do without end would leave little of the processor to others.
   */
  private static final int MAX_REST_MILLIS = 64;

  private static final int MAX_IGNORED_BYTES = 1 << 20;
  private static final int MAX_IGNORED_SECONDS = 3;

  /** What has been read and has not gone on. */
  private final Queue<Object> ahead = new ArrayDeque<>();

  private boolean paused;

  /** How many requests have gone on. */
  private long begun;

  /** How many requests have been read to their end, gone on or not. */
  private long ended;

  /** How many answers have been sent. */
  private long answered;

  private boolean resting;
  private int restMillis = 1;
  private boolean lastAnswer;
  private @Nullable Future<?> closing;
  private int ignoredBytes;

  private OneRequestAtATime(long begun) {
    this.begun = begun;
  }

  /** One for a connection whose first request has gone on by now, but nothing of its body. */
  static OneRequestAtATime duringTheFirst() {
    return new OneRequestAtATime(1);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof LastHttpContent) {
      ended++;
    }
    if (closing != null) {
      ignore(ctx, message);
      return;
    }
    ahead.add(message);
    if (ahead.size() >= MAX_AHEAD && !paused) {
      goOn(ctx);
    }
  }

  /** Only now, so that a request goes on when it is known whether its body came with it. */
  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    goOn(ctx);
    ctx.fireChannelReadComplete();
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    ChannelPromise written = promise;
    if (!isInformational(message)) {
      if (message instanceof HttpResponse head && ended < begun) {
        lastAnswer = true;
        head.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
      }
      if (message instanceof LastHttpContent) {
        written = promise.unvoid();
        written.addListener(sent -> afterAnswer(ctx, sent));
      }
    }
    ctx.write(message, written);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    releaseAhead();
    if (closing != null) {
      closing.cancel(false);
    }
    ctx.fireChannelInactive();
  }

  private void goOn(ChannelHandlerContext ctx) {
    if (paused) {
      // before Vert.x is given anything, which may make it pause
      paused = false;
      ctx.channel().config().setAutoRead(true);
    }
    for (Object next = ahead.peek(); next != null && mayGoOn(next); next = ahead.peek()) {
      ahead.remove();
      if (next instanceof HttpRequest) {
        begun++;
      }
      ctx.fireChannelRead(next);
    }
    if (ahead.size() >= MAX_AHEAD) {
      paused = true;
      ctx.channel().config().setAutoRead(false);
    }
  }

  private boolean mayGoOn(Object message) {
    return !(message instanceof HttpRequest) || (answered == begun && !resting);
  }

  private void afterAnswer(ChannelHandlerContext ctx, Future<?> sent) {
    answered++;
    if (!sent.isSuccess() || !ctx.channel().isActive()) {
      releaseAhead();
    } else if (lastAnswer) {
      ignoreTheRest(ctx);
    } else if (!ahead.isEmpty()) {
      resting = true;
      ctx.executor().schedule(() -> afterRest(ctx), restMillis, TimeUnit.MILLISECONDS);
      restMillis = Math.min(2 * restMillis, MAX_REST_MILLIS);
    } else {
      restMillis = 1;
    }
  }

  private void afterRest(ChannelHandlerContext ctx) {
    resting = false;
    channelReadComplete(ctx);
  }

  private void ignoreTheRest(ChannelHandlerContext ctx) {
    releaseAhead();
    if (ended >= begun) {
      ctx.close();
      return;
    }
    closing = ctx.executor().schedule((Runnable) ctx::close, MAX_IGNORED_SECONDS, TimeUnit.SECONDS);
    if (ctx.channel() instanceof DuplexChannel socket
        && ctx.pipeline().get(SslHandler.class) == null) {
      socket.shutdownOutput();
    }
    ctx.channel().config().setAutoRead(true);
  }

  private void ignore(ChannelHandlerContext ctx, Object message) {
    if (message instanceof HttpContent content) {
      ignoredBytes += content.content().readableBytes();
    }
    ReferenceCountUtil.release(message);
    if (message instanceof LastHttpContent || ignoredBytes > MAX_IGNORED_BYTES) {
      ctx.close();
    }
  }

  private void releaseAhead() {
    ahead.forEach(ReferenceCountUtil::release);
    ahead.clear();
  }

  private static boolean isInformational(Object message) {
    return message instanceof HttpResponse head
        && head.status().codeClass() == HttpStatusClass.INFORMATIONAL;
  }
}
