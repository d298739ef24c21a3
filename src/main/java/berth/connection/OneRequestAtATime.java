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
 * Serves the requests of an HTTP/1 connection one after the other. The next request is passed on to
 * Vert.x when the operating system has taken the whole response to the one before. Until then the
 * connection is read only a few requests ahead, so that a client that disconnects is noticed.
 *
 * <p>A response that is given before the end of its request's body is the last one. It says so, the
 * rest of the body is discarded, and the connection is closed. The connection is not closed at
 * once, since a client that is sending when its connection is reset loses the response.
 *
 * <p>Without this handler Vert.x reads on. It keeps all requests that wait, all responses that the
 * client does not read, and the rest of a body that was refused.
 */
// a write or a close fails only when the connection is gone
@SuppressWarnings("FutureReturnValueIgnored")
final class OneRequestAtATime extends ChannelDuplexHandler {

  /** Maximum messages read ahead. A request is one message, its body another or several. */
  private static final int MAX_AHEAD = 32;

  /**
   * The longest pause between a response and the next request, if that request was sent ahead of
   * the response. The first pause is one millisecond, and each is twice as long as the one before.
   * Hardly any client sends requests ahead. A client that did so without end would leave little of
   * the processor to others.
   */
  private static final int MAX_PAUSE_MILLIS = 64;

  private static final int MAX_DISCARDED_BYTES = 1 << 20;
  private static final int MAX_DISCARD_SECONDS = 3;

  /** Messages that have been read and not passed on. */
  private final Queue<Object> ahead = new ArrayDeque<>();

  private boolean readingPaused;

  /** Number of requests that have been passed on. */
  private long passedOn;

  /** Number of requests that have been read to their end, passed on or not. */
  private long readToEnd;

  /** Number of responses that have been sent. */
  private long responded;

  private boolean pausing;
  private int pauseMillis = 1;
  private boolean lastResponse;
  private @Nullable Future<?> closing;
  private int discardedBytes;

  /** {@code null} on a connection that was accepted before there were deadlines. */
  private final @Nullable RequestDeadline deadline;

  private final UnsentResponses unsent;

  private OneRequestAtATime(
      long passedOn, @Nullable RequestDeadline deadline, UnsentResponses unsent) {
    this.passedOn = passedOn;
    this.deadline = deadline;
    this.unsent = unsent;
  }

  /** A handler for a new connection. */
  static OneRequestAtATime beforeFirstRequest(RequestDeadline deadline, UnsentResponses unsent) {
    return new OneRequestAtATime(0, deadline, unsent);
  }

  /**
   * A handler for a connection whose first request has been passed on already, but nothing of its
   * body.
   */
  static OneRequestAtATime duringFirstRequest(
      @Nullable RequestDeadline deadline, UnsentResponses unsent) {
    return new OneRequestAtATime(1, deadline, unsent);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof HttpRequest && deadline != null) {
      deadline.requestBegan(ctx);
    }
    if (message instanceof LastHttpContent) {
      readToEnd++;
      if (deadline != null) {
        deadline.requestReceived();
      }
      noteServing();
    }
    if (closing != null) {
      discard(ctx, message);
      return;
    }
    ahead.add(message);
    if (ahead.size() >= MAX_AHEAD && !readingPaused) {
      passOn(ctx);
    }
  }

  /** Passes requests on only here, when it is known whether the body came with the request. */
  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    passOn(ctx);
    ctx.fireChannelReadComplete();
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    ChannelPromise written = promise;
    if (!isInformational(message)) {
      if (message instanceof HttpResponse head && readToEnd < passedOn) {
        lastResponse = true;
        head.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
      }
      if (message instanceof LastHttpContent) {
        if (deadline != null) {
          deadline.responseWritten();
        }
        written = promise.unvoid();
        written.addListener(sent -> afterResponse(ctx, sent));
      }
      if (message instanceof HttpContent part
          && part.content().readableBytes() >= UnsentResponses.LARGE) {
        written = written.unvoid();
        unsent.add(ctx, part.content().readableBytes(), written);
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

  private void passOn(ChannelHandlerContext ctx) {
    if (readingPaused) {
      // before anything is passed on to Vert.x, which may pause the reading itself
      readingPaused = false;
      ctx.channel().config().setAutoRead(true);
    }
    for (Object next = ahead.peek(); next != null && mayPassOn(next); next = ahead.peek()) {
      ahead.remove();
      if (next instanceof HttpRequest) {
        passedOn++;
        noteServing();
      }
      ctx.fireChannelRead(next);
    }
    if (ahead.size() >= MAX_AHEAD) {
      readingPaused = true;
      ctx.channel().config().setAutoRead(false);
    }
  }

  /** A request whose body is still to come is not served yet. */
  private void noteServing() {
    if (deadline != null && responded < passedOn && readToEnd >= passedOn) {
      deadline.serving();
    }
  }

  private boolean mayPassOn(Object message) {
    return !(message instanceof HttpRequest) || (responded == passedOn && !pausing);
  }

  private void afterResponse(ChannelHandlerContext ctx, Future<?> sent) {
    responded++;
    if (!sent.isSuccess() || !ctx.channel().isActive()) {
      releaseAhead();
    } else if (lastResponse) {
      discardRest(ctx);
    } else if (!ahead.isEmpty()) {
      pausing = true;
      ctx.executor().schedule(() -> afterPause(ctx), pauseMillis, TimeUnit.MILLISECONDS);
      pauseMillis = Math.min(2 * pauseMillis, MAX_PAUSE_MILLIS);
    } else {
      pauseMillis = 1;
    }
  }

  private void afterPause(ChannelHandlerContext ctx) {
    pausing = false;
    channelReadComplete(ctx);
  }

  private void discardRest(ChannelHandlerContext ctx) {
    releaseAhead();
    if (readToEnd >= passedOn) {
      ctx.close();
      return;
    }
    closing = ctx.executor().schedule((Runnable) ctx::close, MAX_DISCARD_SECONDS, TimeUnit.SECONDS);
    if (ctx.channel() instanceof DuplexChannel socket
        && ctx.pipeline().get(SslHandler.class) == null) {
      socket.shutdownOutput();
    }
    ctx.channel().config().setAutoRead(true);
  }

  private void discard(ChannelHandlerContext ctx, Object message) {
    if (message instanceof HttpContent content) {
      discardedBytes += content.content().readableBytes();
    }
    ReferenceCountUtil.release(message);
    if (message instanceof LastHttpContent || discardedBytes > MAX_DISCARDED_BYTES) {
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
