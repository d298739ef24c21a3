package berth.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;

/**
 * Gives errors that Vert.x sends without a body the envelope of all errors: those of requests that
 * it can't decode, or whose target is too long or malformed. No route sees these requests.
 */
// a write fails only when the connection is gone
@SuppressWarnings("FutureReturnValueIgnored")
final class ErrorsWithoutBody extends ChannelDuplexHandler {

  private static final int FIRST_ERROR = 400;

  private boolean head;

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof HttpRequest request) {
      head = request.method().equals(HttpMethod.HEAD);
    }
    ctx.fireChannelRead(message);
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (!head
        && message instanceof FullHttpResponse response
        && response.status().code() >= FIRST_ERROR
        && !response.content().isReadable()) {
      ctx.write(withEnvelope(response), promise);
      response.release();
    } else {
      ctx.write(message, promise);
    }
  }

  private static FullHttpResponse withEnvelope(FullHttpResponse response) {
    HttpResponseStatus status = response.status();
    ByteBuf body =
        Unpooled.copiedBuffer(
            "{\"error\":\"" + status.reasonPhrase() + "\",\"code\":" + status.code() + "}",
            StandardCharsets.US_ASCII);
    FullHttpResponse replaced =
        new DefaultFullHttpResponse(response.protocolVersion(), status, body);
    replaced.headers().set(response.headers());
    replaced.headers().set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON);
    replaced.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
    return replaced;
  }
}
