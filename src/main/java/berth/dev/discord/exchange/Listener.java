package berth.dev.discord.exchange;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** An HTTP server on a port of the loopback interface. It keeps the port while it is stopped. */
public final class Listener implements AutoCloseable {

  static {
    // else each response is delayed by 40 ms, until the client acknowledges its first half
    System.setProperty("sun.net.httpserver.nodelay", "true");
    // else the server closes idle connections beyond a limit, just when they may be used again
    System.setProperty("sun.net.httpserver.maxIdleConnections", "10000");
  }

  /** Maximum connections that wait to be accepted. */
  private static final int BACKLOG = 1000;

  private final Map<String, HttpHandler> handlers;
  private final ExecutorService threads = Executors.newCachedThreadPool(Listener::thread);
  private final InetSocketAddress address;
  private HttpServer server;
  private @Nullable Socket placeholder;

  /**
   * Begins to listen, on a free port.
   *
   * @param handlers by their paths; the connection is closed when a handler fails
   */
  public Listener(Map<String, HttpHandler> handlers) throws IOException {
    this.handlers = handlers;
    this.server = listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    this.address = server.getAddress();
  }

  public int port() {
    return address.getPort();
  }

  /** Closes all connections and refuses new ones. */
  public synchronized void stop() throws IOException {
    if (placeholder == null) {
      server.stop(0);
      // no other process may get the port meanwhile
      placeholder = new Socket();
      placeholder.setReuseAddress(true);
      placeholder.bind(address);
    }
  }

  public synchronized void restart() throws IOException {
    if (placeholder != null) {
      placeholder.close();
      placeholder = null;
      server = listen(address);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    if (placeholder == null) {
      server.stop(0);
    } else {
      placeholder.close();
    }
    threads.shutdownNow();
  }

  private HttpServer listen(InetSocketAddress where) throws IOException {
    HttpServer fresh = HttpServer.create(where, BACKLOG);
    handlers.forEach(fresh::createContext);
    fresh.setExecutor(threads);
    // in a daemon thread, so that the thread that it starts is one too and lets the JVM end
    CompletableFuture.runAsync(fresh::start, threads).join();
    return fresh;
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "simulated-discord");
    thread.setDaemon(true);
    return thread;
  }
}
