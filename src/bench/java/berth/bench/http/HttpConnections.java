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
 * Connections of one caller to one or several pods. They share one thread, so that the client takes
 * little of the cores that it shares with the pods.
 */
final class HttpConnections implements AutoCloseable {

  private static final int LONGEST_ANSWER = 1 << 20;
  private static final int CONNECT_MILLIS = 5_000;

  private final EventLoopGroup loop = new NioEventLoopGroup(1);
  private final String token;
  private final Deque<HttpConnection> idle = new ConcurrentLinkedDeque<>();

  HttpConnections(String token) {
    this.token = token;
  }

  /** Opens one more, to be used by whoever opened it. */
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
                        new HttpObjectAggregator(LONGEST_ANSWER),
                        connection);
              }
            })
        .connect(pod.getHost(), pod.getPort())
        .syncUninterruptibly();
    return connection;
  }

  /** Opens one more for {@link #with}. */
  void add(String url) {
    idle.add(open(url));
  }

  /** Does something with a connection that nobody else uses meanwhile. */
  <T> Uni<T> with(Function<HttpConnection, Uni<T>> work) {
    HttpConnection connection = idle.poll();
    return connection == null
        ? Uni.createFrom().failure(new IllegalStateException("No connection is idle"))
        : work.apply(connection).onTermination().invoke(() -> idle.add(connection));
  }

  /** The thread that all their answers come on. */
  ScheduledExecutorService loop() {
    return loop;
  }

  @Override
  public void close() {
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
