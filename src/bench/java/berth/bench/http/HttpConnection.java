package berth.bench.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A keep-alive connection to a pod, with an API token. It has one request at a time. */
final class HttpConnection extends SimpleChannelInboundHandler<FullHttpResponse> {

  private final String authority;
  private final String token;
  private final AtomicReference<@Nullable UniEmitter<? super HttpAnswer>> pending =
      new AtomicReference<>();
  private @Nullable Channel channel;

  HttpConnection(String authority, String token) {
    this.authority = authority;
    this.token = token;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    channel = context.channel();
  }

  /** Sends JSON. The response is delivered on the event loop of the connection. */
  Uni<HttpAnswer> post(String path, String body) {
    return post(path, body, null);
  }

  /** Sends JSON with a {@code Prefer} header, unless it is {@code null}. */
  Uni<HttpAnswer> post(String path, String body, @Nullable String prefer) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    FullHttpRequest request =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1, HttpMethod.POST, path, Unpooled.wrappedBuffer(bytes));
    request
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON)
        .setInt(HttpHeaderNames.CONTENT_LENGTH, bytes.length);
    if (prefer != null) {
      request.headers().set("Prefer", prefer);
    }
    return send(request);
  }

  Uni<HttpAnswer> get(String path) {
    return send(new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, path));
  }

  Uni<HttpAnswer> delete(String path) {
    return send(new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.DELETE, path));
  }

  private Uni<HttpAnswer> send(FullHttpRequest request) {
    request
        .headers()
        .set(HttpHeaderNames.HOST, authority)
        .set(HttpHeaderNames.AUTHORIZATION, "Bearer " + token);
    return Uni.createFrom()
        .emitter(
            emitter -> {
              if (channel == null || !channel.isActive()) {
                emitter.fail(new IllegalStateException("The connection is closed"));
              } else if (pending.compareAndSet(null, emitter)) {
                // the void promise reports a failure through the pipeline, to exceptionCaught
                ChannelFuture unused = channel.writeAndFlush(request, channel.voidPromise());
              } else {
                emitter.fail(new IllegalStateException("A request is running"));
              }
            });
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
    long now = System.nanoTime();
    UniEmitter<? super HttpAnswer> emitter = pending.getAndSet(null);
    if (emitter != null) {
      emitter.complete(
          new HttpAnswer(
              response.status().code(),
              Optional.ofNullable(response.headers().get(HttpHeaderNames.LOCATION)).orElse(""),
              response.content().toString(StandardCharsets.UTF_8),
              now));
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    fail(new IllegalStateException("The pod closed the connection"));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
    fail(failure);
    ChannelFuture unused = context.close();
  }

  private void fail(Throwable failure) {
    UniEmitter<? super HttpAnswer> emitter = pending.getAndSet(null);
    if (emitter != null) {
      emitter.fail(failure);
    }
  }
}
