package berth.connection;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Singleton;

/**
 * Bounds what a connection keeps in the sockets, and how much is read from it at once. The defaults
 * of the operating system let a peer that sends and does not read fill megabytes.
 */
@Singleton
class SocketBuffers implements HttpServerOptionsCustomizer {

  /** Also what is read at once: the requests in it are all decoded before the first is served. */
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
