package berth.connection;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Singleton;

/**
 * Bounds what the socket of a connection buffers, and how much is read from it at once. With the
 * operating system's defaults, a client that sends and does not read fills megabytes.
 */
@Singleton
class SocketBuffers implements HttpServerOptionsCustomizer {

  /** Also the size of one read: all requests in it are decoded before the first is served. */
  private static final int RECEIVE_BYTES = 4_096;

  private static final int SEND_BYTES = 65_536;

  @Override
  public void customizeHttpServer(HttpServerOptions options) {
    bound(options);
  }

  @Override
  public void customizeHttpsServer(HttpServerOptions options) {
    bound(options);
  }

  private static void bound(HttpServerOptions options) {
    options.setReceiveBufferSize(RECEIVE_BYTES).setSendBufferSize(SEND_BYTES);
  }
}
