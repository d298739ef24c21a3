package berth.connection;

import berth.log.RequestId;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;

/**
 * Gives all responses, also those that no route sends, the headers that keep caches from storing
 * them, since responses may hold tokens, and browsers from guessing a type; and an id, which
 * requests that no route sees do not have yet.
 *
 * <p>A header of this kind that a route has set stays. Quarkus can set headers, too, but would do
 * so by a route for each of them, which costs more for each request.
 */
// a write fails only when the connection is gone
@SuppressWarnings("FutureReturnValueIgnored")
final class StandardHeaders extends ChannelOutboundHandlerAdapter {

  private static final String CACHE_CONTROL = "Cache-Control";

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (message instanceof HttpResponse response) {
      HttpHeaders headers = response.headers();
      if (!headers.contains(CACHE_CONTROL)) {
        headers.set(CACHE_CONTROL, HttpHeaderValues.NO_STORE);
      }
      headers.set("X-Content-Type-Options", "nosniff");
      if (!headers.contains(RequestId.HEADER)) {
        headers.set(RequestId.HEADER, RequestId.of(null));
      }
    }
    ctx.write(message, promise);
  }
}
