package berth.bench.http;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Connections of one caller to one or several pods. They share one thread, because the client
 * shares the processor cores with the pods.
 */
final class HttpConnections implements AutoCloseable {

  private static final int MAX_RESPONSE_BYTES = 1 << 20;
  private static final int CONNECT_MILLIS = 5_000;

  private final EventLoopGroup loop = new NioEventLoopGroup(1);
  private final String token;
  private final Deque<HttpConnection> idle = new ConcurrentLinkedDeque<>();

  HttpConnections(String token) {
    this.token = token;
  }

  /** Opens a connection that is used by its opener alone. */
  HttpConnection open(String url) {
    URI pod = URI.create(url);
    HttpConnection connection = new HttpConnection(pod.getAuthority(), token);
    new Bootstrap()
        .group(loop)
        .channel(NioSocketChannel.class)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
        .handler(
            new ChannelInitializer<SocketChannel>() {
              @Override
              protected void initChannel(SocketChannel channel) {
                channel
                    .pipeline()
                    .addLast(
                        new HttpClientCodec(),
                        new HttpObjectAggregator(MAX_RESPONSE_BYTES),
                        connection);
              }
            })
        .connect(pod.getHost(), pod.getPort())
        .syncUninterruptibly();
    return connection;
  }

  /** Opens a connection for {@link #with}. */
  void add(String url) {
    idle.add(open(url));
  }

  /** Runs the work with an idle connection, which is reserved until the work ends. */
  <T> Uni<T> with(Function<HttpConnection, Uni<T>> work) {
    HttpConnection connection = idle.poll();
    return connection == null
        ? Uni.createFrom().failure(new IllegalStateException("No connection is idle"))
        : work.apply(connection).onTermination().invoke(() -> idle.add(connection));
  }

  /** The thread that all responses are delivered on. */
  ScheduledExecutorService loop() {
    return loop;
  }

  @Override
  public void close() {
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
